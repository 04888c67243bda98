package org.heliograph.message;

import java.util.Optional;
import java.util.stream.Stream;

/** A text that a sender is asked for, in the order of the form. Lengths are in graphemes. */
enum Field {
    NAME("name", "text", 1, 100, "name"),
    COMPANY("company", "text", 0, 200, "organization"),
    COUNTRY("country", "country", 0, 2, "country"),
    EMAIL("email", "email", 0, 254, "email"),
    PHONE("phone", "tel", 0, 40, "tel"),
    WHATSAPP("whatsapp", "tel", 0, 40, "off"),
    WECHAT("wechat", "text", 0, 20, "off"),
    PRODUCTS("productOfInterest", "references", 0, 0, "off"),
    PROJECT_SIZE("projectSize", "quantity", 0, 0, "off"),
    ROOF_TYPE("roofType", "select", 0, 40, "off"),
    SITE_CITY("siteCity", "text", 0, 100, "off"),
    MESSAGE("message", "textarea", 1, 5000, "off");

    private final String sent;
    private final String kind;
    private final int min;
    private final int max;
    private final String autocomplete;

    Field(String sent, String kind, int min, int max, String autocomplete) {
        this.sent = sent;
        this.kind = kind;
        this.min = min;
        this.max = max;
        this.autocomplete = autocomplete;
    }

    /** Its name in forms and bodies. */
    String sent() {
        return sent;
    }

    /** What a form draws it as. */
    String kind() {
        return kind;
    }

    boolean isRequired() {
        return min > 0;
    }

    int max() {
        return max;
    }

    /** As the attribute of that name in HTML. */
    String autocomplete() {
        return autocomplete;
    }

    static Optional<Field> of(String sent) {
        return Stream.of(values()).filter(field -> field.sent.equals(sent)).findFirst();
    }
}
