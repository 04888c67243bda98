package org.heliograph.moderation;

import java.util.List;
import java.util.Locale;

/**
 * A mail of plain text.
 *
 * @param id in angle brackets
 * @param to addresses
 * @param language of the text
 * @param references identifiers of the mails that it follows, the first one first
 * @param automatic whether no person wrote it, so that nothing automatic answers it
 */
record Mail(
        String id,
        List<String> to,
        String subject,
        String text,
        Locale language,
        List<String> references,
        boolean automatic) {

    Mail {
        to = List.copyOf(to);
        references = List.copyOf(references);
    }
}
