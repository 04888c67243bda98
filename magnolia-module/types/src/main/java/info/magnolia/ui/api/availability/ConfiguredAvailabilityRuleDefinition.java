package info.magnolia.ui.api.availability;

public class ConfiguredAvailabilityRuleDefinition implements AvailabilityRuleDefinition {

    @Override
    public Class<? extends AvailabilityRule> getImplementationClass() {
        throw new UnsupportedOperationException();
    }

    public void setImplementationClass(Class<? extends AvailabilityRule> implementationClass) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getNegate() {
        throw new UnsupportedOperationException();
    }
}
