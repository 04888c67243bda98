package org.heliograph.magnolia;

import info.magnolia.ui.api.availability.AvailabilityRule;
import info.magnolia.ui.api.availability.ConfiguredAvailabilityRuleDefinition;

/** In an app of AdminCentral: offers an action on messages only where the desk would do what it names. */
public class ModerationRuleDefinition extends ConfiguredAvailabilityRuleDefinition {

    private String action = "";

    /** Which action of the desk, as it is named in addresses, such as {@code triage}. */
    public String getAction() {
        return action;
    }

    /** Which action of the desk, as it is named in addresses, such as {@code triage}. */
    public void setAction(String action) {
        this.action = action;
    }

    @Override
    public Class<? extends AvailabilityRule> getImplementationClass() {
        return ModerationRule.class;
    }
}
