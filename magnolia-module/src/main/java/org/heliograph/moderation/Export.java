package org.heliograph.moderation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.jcr.RepositoryException;
import org.heliograph.message.Message;
import org.heliograph.moderation.Queue.Walk;

/**
 * Writes messages for other programs: JSON Lines with all that is kept, or CSV (RFC 4180, UTF-8 with byte order mark) for
 * spreadsheets. A page of messages is in memory at a time.
 */
final class Export {

    /** Messages in memory. */
    static final int PAGE = 200;

    /**
     * What a spreadsheet might run: signs that begin a formula, half and full width, whatever blanks or quotes come before
     * them.
     */
    private static final Pattern FORMULA = Pattern.compile(
            "(?s)[\\s\\p{Z}\\p{Cf}\"']*[=+\\-@|%\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212\\uFE62\\uFE63\\uFE66\\uFE6B].*");

    private static final Pattern CONTROL = Pattern.compile("(?s)[\\t\\r\\n].*");

    /** Longest cell of the spreadsheets that are in use, in characters. */
    private static final int LONGEST_CELL = 32_767;

    private static final List<String> COLUMNS = List.of(
            "receipt",
            "id",
            "receivedAt",
            "state",
            "held",
            "language",
            "name",
            "company",
            "country",
            "phone",
            "phoneRaw",
            "email",
            "whatsapp",
            "wechat",
            "message",
            "productOfInterest",
            "projectSize",
            "roofType",
            "siteCity",
            "sourcePage",
            "sourcePath",
            "referrer",
            "utm",
            "consents",
            "score",
            "verdict",
            "verdictBy",
            "assignee",
            "labels",
            "dueAt",
            "notes",
            "replies",
            "retainUntil",
            "legalHold");

    private final Walk walk;
    private final Locale language;
    private List<Message> page;

    /**
     * Reads the first page, so that what cannot be read is told before an answer begins.
     *
     * @param language of headings, and of reasons
     */
    Export(Walk walk, Locale language) throws RepositoryException {
        this.walk = walk;
        this.language = language;
        this.page = walk.next();
    }

    @FunctionalInterface
    private interface Line {
        String of(Message message);
    }

    void writeJsonLines(OutputStream out) throws IOException {
        write(out, message -> MessageJson.of(message, language) + "\n");
    }

    void writeCsv(OutputStream out) throws IOException {
        out.write(("\uFEFF"
                        + row(COLUMNS.stream()
                                .map(column -> Texts.of(language, "column." + column))
                                .toList()))
                .getBytes(StandardCharsets.UTF_8));
        write(out, message -> row(cells(message)));
    }

    /** An export that cannot go on breaks off: half of it must not look like all. */
    private void write(OutputStream out, Line line) throws IOException {
        try {
            while (!page.isEmpty()) {
                for (Message message : page) {
                    out.write(line.of(message).getBytes(StandardCharsets.UTF_8));
                }
                page = walk.next();
            }
        } catch (RepositoryException e) {
            throw new IOException("The export cannot go on", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Export::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    /** A cell that no spreadsheet takes for a formula, and no reader for two. */
    static String cell(String text) {
        String shown = text.length() <= LONGEST_CELL ? text : shortened(text);
        boolean isDangerous =
                FORMULA.matcher(shown).matches() || CONTROL.matcher(shown).matches();
        String safe = isDangerous ? "'" + shown : shown;
        boolean isQuoted = safe.chars().anyMatch(sign -> ",\"\r\n;\t".indexOf(sign) >= 0) || !safe.equals(safe.strip());
        return isQuoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String shortened(String text) {
        int end = LONGEST_CELL - 2;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '…';
    }

    private static String or(Optional<String> value) {
        return value.orElse("");
    }

    private static List<String> cells(Message message) {
        List<String> cells = new ArrayList<>(List.of(
                message.receipt(),
                message.id(),
                message.receivedAt().toString(),
                message.state().word(),
                String.valueOf(message.spam().held()),
                message.locale().getLanguage()));
        addContent(cells, message);
        addConsents(cells, message);
        addHandling(cells, message);
        return cells;
    }

    private static void addContent(List<String> cells, Message message) {
        Message.Sender sender = message.sender();
        Message.Enquiry enquiry = message.enquiry();
        cells.add(sender.name());
        for (Optional<String> each : List.of(
                sender.company(),
                sender.country(),
                sender.phone(),
                sender.phoneRaw(),
                sender.email(),
                sender.whatsapp(),
                sender.wechat())) {
            cells.add(or(each));
        }
        cells.add(message.text());
        cells.add(String.join("\n", enquiry.products()));
        cells.add(enquiry.projectSize()
                .map(size -> size.value() + " " + size.unit())
                .orElse(""));
        cells.add(or(enquiry.roofType()));
        cells.add(or(enquiry.siteCity()));
        cells.add(or(message.origin().page()));
        cells.add(or(message.origin().path()));
        cells.add(or(message.origin().referrer()));
        cells.add(String.join("\n", message.origin().utm()));
    }

    private static void addConsents(List<String> cells, Message message) {
        cells.add(message.consents().stream()
                .map(consent ->
                        consent.purpose() + " " + consent.version() + " " + consent.given() + " " + consent.givenAt())
                .collect(Collectors.joining("\n")));
        cells.add(String.valueOf(message.spam().score()));
        cells.add(message.spam().verdict().word());
        cells.add(or(message.spam().verdictBy()));
    }

    private static void addHandling(List<String> cells, Message message) {
        Message.Handling handling = message.handling();
        cells.add(or(handling.assignee()));
        cells.add(String.join("\n", handling.labels()));
        cells.add(handling.dueAt().map(Object::toString).orElse(""));
        cells.add(handling.notes().stream()
                .map(note -> note.at() + " " + note.author() + ": " + note.text())
                .collect(Collectors.joining("\n")));
        cells.add(handling.replies().stream()
                .map(reply -> reply.at() + " " + reply.author() + ": " + reply.text())
                .collect(Collectors.joining("\n")));
        cells.add(message.retention().until().toString());
        cells.add(String.valueOf(message.retention().legalHold()));
    }
}
