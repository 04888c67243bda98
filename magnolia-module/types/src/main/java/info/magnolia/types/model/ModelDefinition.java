package info.magnolia.types.model;

import java.util.List;

public interface ModelDefinition {

    List<PropertyDefinition> getProperties();
}
