package org.heliograph.moderation;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Reply;

/**
 * Texts of mail, from templates of each language. What people wrote comes in as values only, which no template evaluates;
 * nothing in a template can reach Java.
 */
final class MailTexts {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_28);

    MailTexts() {
        templates.setTemplateLoader(new ClassTemplateLoader(MailTexts.class, ""));
        templates.setDefaultEncoding("UTF-8");
        templates.setLocalizedLookup(false);
        templates.setOutputFormat(PlainTextOutputFormat.INSTANCE);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    }

    /** A reply with what it answers below. */
    String reply(Message message, Reply reply, String signature) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", message.sender().name());
        values.put("text", reply.text());
        values.put("signature", signature);
        values.put("receipt", message.receipt());
        values.put("day", DAY.format(message.receivedAt()));
        values.put("quoted", List.of(message.text().split("\\R", -1)));
        return fill("reply", reply.locale(), values);
    }

    static String replySubject(Message message, Reply reply) {
        return Texts.of(reply.locale(), "mail.reply.subject", message.receipt());
    }

    /** @param counts what waits, by the names of the template */
    String digest(Locale language, Instant from, Instant until, Map<String, Long> counts) {
        Map<String, Object> values = new HashMap<>(textual(counts));
        values.put("from", MINUTE.format(from));
        values.put("until", MINUTE.format(until));
        return fill("digest", language, values);
    }

    String alert(Locale language, Instant at, Map<String, Long> counts) {
        Map<String, Object> values = new HashMap<>(textual(counts));
        values.put("at", MINUTE.format(at));
        return fill("alert", language, values);
    }

    private static Map<String, Object> textual(Map<String, Long> counts) {
        Map<String, Object> texts = new HashMap<>();
        counts.forEach((name, count) -> texts.put(name, String.valueOf(count)));
        return texts;
    }

    private String fill(String name, Locale language, Map<String, Object> values) {
        String file = name + '_' + Texts.spoken(language).getLanguage() + ".ftl";
        try {
            StringWriter text = new StringWriter();
            templates.getTemplate(file).process(values, text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the template " + file, e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The template " + file + " cannot be filled in", e);
        }
    }
}
