package info.magnolia.types.datasource.jcr;

import info.magnolia.types.datasource.DataSourceDefinition;

public interface JcrDataSourceDefinition extends DataSourceDefinition {

    String getWorkspace();
}
