package info.magnolia.types.model.jcr;

import info.magnolia.types.model.ModelDefinition;

public interface JcrModelDefinition extends ModelDefinition {

    String getNodeType();
}
