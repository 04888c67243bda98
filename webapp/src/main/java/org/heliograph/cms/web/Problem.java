package org.heliograph.cms.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;

/** Problem documents (RFC 9457) in Chinese or English. */
public final class Problem {

    private static final JsonFactory JSON = new ObjectMapper().getFactory();
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    private static final List<String> SPOKEN_AT = List.of("/.rest/auth/", "/.rest/admin/", "/.rest/messages/");

    private Problem() {}

    /** Whether an address is that of an interface for people, whose errors are problem documents. */
    static boolean isSpokenAt(String path) {
        return SPOKEN_AT.stream().anyMatch(path::startsWith);
    }

    /** Writes a problem document, unless the answer is under way already. */
    static void send(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Locale language = languageOf(request);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Language", language.getLanguage());
        response.setHeader("Cache-Control", "no-store");
        try (JsonGenerator json = JSON.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField("type", "urn:heliograph:problem:" + problem.id());
            json.writeStringField("id", problem.id());
            json.writeNumberField("status", problem.status());
            json.writeStringField("title", text(problem.wording(), language));
            writeFields(json, problem.fields(), language);
            for (Map.Entry<String, Object> member : problem.members().entrySet()) {
                json.writePOJOField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        }
    }

    private static void writeFields(JsonGenerator json, List<ProblemException.Field> fields, Locale language)
            throws IOException {
        if (fields.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("fields");
        for (ProblemException.Field field : fields) {
            json.writeStartObject();
            json.writeStringField("field", field.name());
            json.writeStringField("id", field.id());
            json.writeStringField(
                    "message", text(new ProblemException.Wording(field.id(), field.arguments()), language));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static String text(ProblemException.Wording wording, Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                "org.heliograph.cms.web.problems",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Object[] arguments = wording.arguments().stream()
                .map(argument -> argument instanceof Function<?, ?> worded ? in(language, worded) : argument)
                .toArray();
        return texts.containsKey(wording.id())
                ? new MessageFormat(texts.getString(wording.id()), language).format(arguments)
                : wording.id();
    }

    @SuppressWarnings("unchecked")
    private static Object in(Locale language, Function<?, ?> worded) {
        return ((Function<Locale, ?>) worded).apply(language);
    }

    /** The language that somebody reads: Chinese or English. */
    public static Locale languageOf(HttpServletRequest request) {
        try {
            String header =
                    Optional.ofNullable(request.getHeader("Accept-Language")).orElse("");
            return header.isBlank()
                    ? Locale.ENGLISH
                    : Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES))
                            .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH; // what cannot be read asks for nothing
        }
    }
}
