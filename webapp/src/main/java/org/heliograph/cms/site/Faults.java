package org.heliograph.cms.site;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import java.util.Locale;
import java.util.ResourceBundle;
import org.heliograph.cms.content.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/** What is said of pages that cannot be shown, in plain HTML, where the site's own pages for that do not help. */
final class Faults {

    private Faults() {}

    /**
     * Where a script failed and why.
     *
     * @param file script; empty where it is not known
     * @param line from 1 on; 0 where it is not known
     * @param message what is wrong
     * @param expression what could not be worked out; empty where it is not known
     */
    record Place(String file, int line, int column, String message, String expression) {

        static Place of(Throwable failure) {
            if (failure instanceof ParseException e) {
                return new Place(
                        text(e.getTemplateName()),
                        e.getLineNumber(),
                        e.getColumnNumber(),
                        text(e.getEditorMessage()),
                        "");
            }
            if (failure instanceof TemplateException e) {
                Throwable cause = e.getCause();
                if (cause instanceof ParseException || cause instanceof TemplateException) {
                    return of(cause);
                }
                // What follows is advice on FreeMarker in general.
                String message = text(e.getMessageWithoutStackTop())
                        .split("\n+----", 2)[0]
                        .strip();
                return new Place(
                        text(e.getTemplateSourceName()),
                        number(e.getLineNumber()),
                        number(e.getColumnNumber()),
                        message.isEmpty() && cause != null ? String.valueOf(cause.getMessage()) : message,
                        text(e.getBlamedExpressionString()));
            }
            if (failure instanceof TemplateNotFoundException e) {
                return new Place(text(e.getTemplateName()), 0, 0, "There is no such script.", "");
            }
            if (failure instanceof StackOverflowError) {
                return new Place("", 0, 0, "Scripts include one another, or call macros, without end.", "");
            }
            return new Place("", 0, 0, String.valueOf(failure.getMessage()), "");
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }

        private static int number(@Nullable Integer number) {
            return number == null ? 0 : number;
        }

        @Override
        public String toString() {
            return (file.isEmpty() ? "" : file + (line > 0 ? ":" + line + ":" + column : "") + " ")
                    + message
                    + (expression.isEmpty() ? "" : " (" + expression + ")");
        }
    }

    private static ResourceBundle texts(Locale language) {
        return ResourceBundle.getBundle(
                "org.heliograph.cms.site.faults",
                language.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** A text by its key. */
    static String text(String key, Locale language) {
        return texts(language).getString(key);
    }

    /** The page for a status, for visitors of a site that has none itself. */
    static String page(int status, Locale language) {
        ResourceBundle texts = texts(language);
        String key = switch (status) {
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 410 -> "over";
            case 503 -> "busy";
            default -> "failed";
        };
        return document(
                language,
                texts.getString(key + ".title"),
                "<p>" + Escapes.escape(texts.getString(key + ".text")) + "</p>");
    }

    /** The page for an editor: where a script failed and why. */
    static String report(Place place, Locale language) {
        ResourceBundle texts = texts(language);
        StringBuilder body = new StringBuilder();
        row(body, texts.getString("report.file"), place.file());
        row(body, texts.getString("report.line"), place.line() > 0 ? place.line() + ":" + place.column() : "");
        row(body, texts.getString("report.expression"), place.expression());
        row(body, texts.getString("report.message"), place.message());
        return document(language, texts.getString("report.title"), "<dl>" + body + "</dl>");
    }

    private static void row(StringBuilder body, String term, String text) {
        if (!text.isEmpty()) {
            body.append("<dt>")
                    .append(Escapes.escape(term))
                    .append("</dt><dd><pre>")
                    .append(Escapes.escape(text))
                    .append("</pre></dd>");
        }
    }

    /** Stands for a component in a page that is edited. */
    static String missingTemplate(NodeSnapshot component, Locale language) {
        String id = PageRendering.templateId(component).orElse("");
        return "<p role=\"alert\">" + Escapes.escape(texts(language).getString("component") + " " + id) + "</p>\n";
    }

    /** Stands for a page in the place where it is edited that an application in the browser shows. */
    static String application(String address, Locale language) {
        return "<p>" + Escapes.escape(texts(language).getString("application") + " " + address) + "</p>\n";
    }

    private static String document(Locale language, String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"" + language.toLanguageTag() + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
                + Escapes.escape(title) + "</title>\n</head>\n<body>\n<main>\n<h1>" + Escapes.escape(title) + "</h1>\n"
                + body
                + "\n</main>\n</body>\n</html>\n";
    }
}
