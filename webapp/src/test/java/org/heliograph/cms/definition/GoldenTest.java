package org.heliograph.cms.definition;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each directory of {@code definition/golden} holds light modules in {@code input} and what they say in
 * {@code expected.json}, which {@code -Dgolden.write=true} writes anew.
 */
class GoldenTest {

    private static final Path ROOT = Path.of("src/test/resources/definition/golden");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Stream<String> cases() throws IOException {
        try (Stream<Path> cases = Files.list(ROOT)) {
            return cases.map(c -> c.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAsExpected(String name) throws IOException {
        Path expected = ROOT.resolve(name).resolve("expected.json");

        String actual = JSON.writeValueAsString(
                describe(DefinitionRegistry.loadOnly(List.of(ROOT.resolve(name).resolve("input")))));

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, actual + "\n");
        }
        assertThat(actual.lines()).containsExactlyElementsOf(Files.readAllLines(expected));
    }

    private static Map<String, Object> describe(Definitions definitions) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (DefinitionType type : DefinitionType.values()) {
            Map<String, Object> trees = new LinkedHashMap<>();
            definitions
                    .of(type)
                    .forEach((id, d) -> trees.put(id, d.valid() ? d.config().toPlain() : "not valid"));
            putUnlessEmpty(all, "tree of " + type.folder(), trees);
        }
        Map<String, Object> contentTypes = new LinkedHashMap<>();
        definitions.contentTypes().forEach((id, type) -> contentTypes.put(id, describe(type)));
        putUnlessEmpty(all, "content types", contentTypes);
        Map<String, Object> endpoints = new LinkedHashMap<>();
        definitions.endpoints().forEach((id, endpoint) -> endpoints.put(id, members(endpoint)));
        putUnlessEmpty(all, "endpoints", endpoints);
        if (!definitions.site().equals(Site.none())) {
            all.put("site", members(definitions.site()));
        }
        putUnlessEmpty(all, "messages", messages(definitions.messages()));
        all.put(
                "problems",
                definitions.problems().stream().map(Problem::toString).toList());
        return all;
    }

    private static void putUnlessEmpty(Map<String, Object> all, String key, Map<String, Object> value) {
        if (!value.isEmpty()) {
            all.put(key, value);
        }
    }

    private static Map<String, Object> describe(ContentType type) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("module", type.module());
        described.put("datasource", type.datasource().toString());
        described.put("nodeType", type.model().nodeType());
        described.put("properties", strings(type.model().properties()));
        Map<String, Object> subModels = new LinkedHashMap<>();
        type.model().subModels().forEach(m -> subModels.put(m.name() + " " + m.nodeType(), strings(m.properties())));
        putUnlessEmpty(described, "subModels", subModels);
        return described;
    }

    private static List<String> strings(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    private static Map<String, Object> members(Record value) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (var component : value.getClass().getRecordComponents()) {
            try {
                members.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return members;
    }

    private static Map<String, Object> messages(Messages messages) {
        Map<String, Object> described = new LinkedHashMap<>();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE, Locale.TAIWAN)) {
            Map<String, Object> texts = new LinkedHashMap<>();
            for (String key : List.of("panels.label", "panels.title.label", "turbines.label")) {
                messages.find(locale, key).ifPresent(text -> texts.put(key, text));
            }
            if (!texts.isEmpty()) {
                texts.put("missing", List.copyOf(messages.missing(locale)));
                described.put(locale.toLanguageTag(), texts);
            }
        }
        return described;
    }
}
