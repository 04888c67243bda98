package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.heliograph.cms.schema.OpenApiValidation;

import static org.assertj.core.api.Assertions.assertThat;

/** What the OpenAPI document of a host promises of its answers. */
final class Contract {

    private final JsonNode document;
    private final OpenApiValidation validation;
    private final List<Path> paths;

    private record Path(String template, Pattern pattern) {}

    Contract(JsonNode document) {
        this.document = document;
        this.validation = new OpenApiValidation(document);
        this.paths = document.path("paths").properties().stream()
                .map(member -> new Path(member.getKey(), pattern(member.getKey())))
                // Those that spell out more come first.
                .sorted(Comparator.comparingInt(path -> path.template().split("\\{", -1).length))
                .toList();
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replace("/{path}", "(/.*)?").replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /** @param path below the context path, with its query */
    void check(String method, String path, AdminClient.Answer answer) {
        String below = path.split("\\?", 2)[0];
        if (!below.startsWith(AdminClient.API)) {
            return;
        }
        String name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        String address = below.substring(AdminClient.API.length());
        Optional<Path> found = paths.stream()
                .filter(each -> each.pattern().matcher(address).matches())
                .filter(each -> document.path("paths").path(each.template()).has(name))
                .findFirst();
        if (found.isEmpty()) {
            assertThat(answer.status())
                    .as("%s %s is not described", method, path)
                    .isIn(401, 404, 405);
            return;
        }
        JsonNode responses =
                document.path("paths").path(found.get().template()).path(name).path("responses");
        assertThat(responses.has(String.valueOf(answer.status())))
                .as("%s %s: the status %d is described; %s", method, path, answer.status(), answer.text())
                .isTrue();
        if (!answer.json().isMissingNode()) {
            String type = answer.status() < 400 ? "application/json" : "application/problem+json";
            assertThat(validation.errorsOfAnswer(found.get().template(), name, answer.status(), type, answer.json()))
                    .as("%s %s: %s", method, path, answer.text())
                    .isEmpty();
        }
    }
}
