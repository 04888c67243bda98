package info.magnolia.types;

import info.magnolia.types.datasource.DataSourceDefinition;
import info.magnolia.types.model.ModelDefinition;

public interface ContentTypeDefinition {

    DataSourceDefinition getDatasource();

    ModelDefinition getModel();
}
