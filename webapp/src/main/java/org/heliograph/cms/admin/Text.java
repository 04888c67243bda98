package org.heliograph.cms.admin;

import java.util.Locale;

/** A text that people read, in both languages. */
record Text(String en, String zh) {

    String in(Locale language) {
        return language.getLanguage().equals("zh") ? zh : en;
    }
}
