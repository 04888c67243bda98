package info.magnolia.ui.api.availability;

public interface AvailabilityRuleDefinition {

    Class<? extends AvailabilityRule> getImplementationClass();

    default boolean getNegate() {
        throw new UnsupportedOperationException();
    }
}
