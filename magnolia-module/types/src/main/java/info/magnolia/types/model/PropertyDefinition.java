package info.magnolia.types.model;

public interface PropertyDefinition {

    String getName();

    boolean isI18n();
}
