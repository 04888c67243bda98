package info.magnolia.cms.core;

import java.util.Locale;

public class AggregationState {

    public Locale getLocale() {
        throw new UnsupportedOperationException();
    }

    public String getOriginalURI() {
        throw new UnsupportedOperationException();
    }
}
