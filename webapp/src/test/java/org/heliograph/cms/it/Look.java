package org.heliograph.cms.it;

import com.microsoft.playwright.options.ColorScheme;

/**
 * How a visitor looks at a page.
 *
 * @param width of the window in CSS pixels
 * @param language that the browser asks for
 * @param dark whether the system is set to dark colours
 * @param scripts whether scripts run
 */
record Look(int width, String language, boolean dark, boolean scripts) {

    static final int PHONE = 390;
    static final int WIDE = 1440;

    static Look wide(String language) {
        return new Look(WIDE, language, false, true);
    }

    static Look phone(String language) {
        return new Look(PHONE, language, false, true);
    }

    Look inTheDark() {
        return new Look(width, language, true, scripts);
    }

    Look withoutScripts() {
        return new Look(width, language, dark, false);
    }

    boolean isPhone() {
        return width < 600;
    }

    int height() {
        return isPhone() ? 844 : 900;
    }

    ColorScheme colours() {
        return dark ? ColorScheme.DARK : ColorScheme.LIGHT;
    }

    @Override
    public String toString() {
        return language + "-" + width + (dark ? "-dark" : "") + (scripts ? "" : "-without-scripts");
    }
}
