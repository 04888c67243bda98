package org.heliograph.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.heliograph.message.RefusedException.Fault;

/** What senders are answered, in their language: JSON for programs, a small page for browsers that sent a form. */
final class Answers {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String HTML = "text/html;charset=UTF-8";

    /** The pages need nothing but their own style. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final Locale language;
    private final boolean asPage;

    /** @param asPage whether a browser shows the answer as it is */
    Answers(Locale language, boolean asPage) {
        this.language = language;
        this.asPage = asPage;
    }

    Response accepted(String receipt) {
        String thanks = IntakeTexts.of("thanks.text", language, List.of(receipt));
        if (asPage) {
            return page(202, IntakeTexts.of("thanks.title", language), List.of(thanks));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("receipt", receipt).put("message", thanks);
        return bytes(202, JSON, body.toString()).build();
    }

    /**
     * To a page of the same site, which can show the receipt; relative, so that no header of the request can lead elsewhere.
     */
    Response seeOther(String path, String receipt) {
        int fragment = path.indexOf('#') < 0 ? path.length() : path.indexOf('#');
        String address = path.substring(0, fragment);
        return Response.status(303)
                .header(
                        "Location",
                        ascii(address + (address.contains("?") ? "&" : "?") + "receipt=" + receipt
                                + path.substring(fragment)))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** As addresses are sent: what is no ASCII in bytes of UTF-8, each with a percent sign. */
    private static String ascii(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7F) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }

    Response json(ObjectNode body) {
        return bytes(200, JSON, body.toString())
                .header("Vary", "Accept-Language")
                .build();
    }

    Response refused(RefusedException refusal) {
        String title = IntakeTexts.of("problem." + refusal.id(), language, refusal.arguments());
        Response.ResponseBuilder answer = asPage
                ? pageBuilder(
                        refusal.status(),
                        title,
                        refusal.faults().stream().map(this::sentence).toList())
                : bytes(refusal.status(), PROBLEM, problem(refusal, title).toString());
        refusal.retryAfter().ifPresent(wait -> answer.header("Retry-After", seconds(wait)));
        if (refusal.status() == 413) {
            // The rest of the body is not read, so nothing else can follow on this connection.
            answer.header("Connection", "close");
        }
        return answer.build();
    }

    Response notAllowed(String allowed) {
        RefusedException refusal = RefusedException.of(405, "method-not-allowed", allowed);
        return Response.fromResponse(refused(refusal)).header("Allow", allowed).build();
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private ObjectNode problem(RefusedException refusal, String title) {
        ObjectNode problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "urn:heliograph:problem:" + refusal.id());
        problem.put("id", refusal.id());
        problem.put("status", refusal.status());
        problem.put("title", title);
        if (!refusal.faults().isEmpty()) {
            ArrayNode errors = problem.putArray("errors");
            for (Fault fault : refusal.faults()) {
                errors.addObject()
                        .put("field", fault.field())
                        .put("code", fault.code())
                        .put("message", message(fault));
            }
        }
        return problem;
    }

    private String message(Fault fault) {
        return IntakeTexts.of("fault." + fault.code(), language, fault.arguments());
    }

    /** With the name of the field, which on a page stands beside nothing else. */
    private String sentence(Fault fault) {
        String key = "field." + fault.field() + ".label";
        String label = IntakeTexts.of(key, language);
        return (label.equals(key) ? fault.field() : label) + IntakeTexts.of("page.colon", language) + message(fault);
    }

    private Response page(int status, String title, List<String> lines) {
        return pageBuilder(status, title, lines).build();
    }

    private Response.ResponseBuilder pageBuilder(int status, String title, List<String> lines) {
        String paragraphs =
                lines.stream().map(line -> "<p>" + escaped(line) + "</p>").collect(Collectors.joining());
        String html = "<!DOCTYPE html><html lang=\"" + language.toLanguageTag()
                + "\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta name=\"robots\" content=\"noindex\"><title>" + escaped(title) + "</title>"
                + "<style>body{font:1.1em/1.6 sans-serif;max-width:36em;margin:3em auto;padding:0 1em}</style>"
                + "<main><h1>" + escaped(title) + "</h1>" + paragraphs + "</main></html>";
        return bytes(status, HTML, html).header("Content-Security-Policy", POLICY);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private Response.ResponseBuilder bytes(int status, String type, String text) {
        return Response.status(status)
                .header("Content-Type", type)
                .header("Content-Language", language.toLanguageTag())
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .entity(text.getBytes(StandardCharsets.UTF_8));
    }
}
