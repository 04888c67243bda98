package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.heliograph.cms.web.Body;

/** What an operation answers. */
final class Answer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Writes itself. */
    @FunctionalInterface
    private interface Writing {
        void to(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    private final int status;
    private final Writing writing;

    private Answer(int status, Writing writing) {
        this.status = status;
        this.writing = writing;
    }

    /** 200 with JSON. */
    static Answer ok(JsonNode json) {
        return json(200, json);
    }

    /** 201 with JSON. */
    static Answer created(JsonNode json) {
        return json(201, json);
    }

    /** Some status with JSON. */
    static Answer json(int status, JsonNode json) {
        return new Answer(status, (request, response) -> {
            byte[] bytes = JSON.writeValueAsBytes(json);
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            response.setContentLength(bytes.length);
            Body.send(request, response, bytes, 0, bytes.length);
        });
    }

    /** 204: done, and there is nothing to say. */
    static Answer done() {
        return new Answer(204, (request, response) -> {});
    }

    /**
     * 200 with a file that browsers save instead of showing it.
     *
     * @param name under which it is saved; of any characters
     */
    static Answer file(String mediaType, String name, Content content) {
        return new Answer(200, (request, response) -> {
            String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            response.setContentType(mediaType);
            response.setHeader("Content-Disposition", "attachment; filename*=UTF-8''" + encoded);
            content.to(response.getOutputStream());
        });
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        writing.to(request, response);
    }
}
