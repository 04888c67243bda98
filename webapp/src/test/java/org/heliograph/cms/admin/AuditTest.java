package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit log as administrators see it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditTest {

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        superuser = AdminClient.superuser(host);
        AdminClient jane = People.add(host, superuser, "jane", "editor-zh");
        jane.get("/users").expect(403);
        superuser.post("/users/jane/password", null).expect(201);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static JsonNode audit(String query) {
        return superuser.get("/audit" + query).expect(200).json();
    }

    @Test
    void whoDidWhatIsToldTheLatestFirst() {
        JsonNode records = audit("").path("records");

        assertThat(records)
                .extracting(each -> each.path("number").asLong())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(records)
                .anyMatch(each -> each.path("action").asText().equals("reset-password")
                        && each.path("actor").asText().equals("superuser")
                        && each.path("target").asText().equals("jane"));
        assertThat(records.toString()).doesNotContain(People.PASSWORD).doesNotContain(TestHost.PASSWORD);
    }

    @Test
    void recordsAreFilteredByWhatTheySay() {
        assertThat(audit("?actor=jane").path("records"))
                .isNotEmpty()
                .allMatch(each -> each.path("actor").asText().equals("jane"));
        assertThat(audit("?outcome=refused&actor=jane").path("records"))
                .isNotEmpty()
                .allMatch(each -> each.path("outcome").asText().startsWith("refused"));
        assertThat(audit("?action=reset-password").path("records")).hasSize(1);
        assertThat(audit("?target=jane&outcome=done").path("records")).isNotEmpty();
        assertThat(audit("?until=2020-01-01T00:00:00Z").path("records")).isEmpty();
        assertThat(audit("?from=2020-01-01T08:00:00%2B08:00").path("records")).isNotEmpty();
        assertThat(superuser
                        .get("/audit?from=yesterday")
                        .expect(400)
                        .json()
                        .at("/fields/0/id")
                        .asText())
                .isEqualTo("field-no-moment");
    }

    @Test
    void pagesGoThroughAllRecordsOnce() {
        List<Long> numbers = new ArrayList<>();
        JsonNode page = audit("?limit=3");
        long newest = page.at("/records/0/number").asLong();
        while (true) {
            page.path("records").forEach(each -> numbers.add(each.path("number").asLong()));
            if (!page.has("next")) {
                break;
            }
            page = audit("?limit=3&before=" + page.path("next").asLong());
        }

        assertThat(numbers).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(numbers).hasSize((int) newest).endsWith(1L);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aChangedRecordIsFound() throws Exception {
        JsonNode before = superuser.get("/audit/verification").expect(200).json();
        assertThat(before.path("whole").asBoolean()).isTrue();
        assertThat(before.path("records").asLong()).isPositive();

        try (Stream<Path> files = Files.list(directory.resolve("data/audit"))) {
            Path file = files.findFirst().orElseThrow();
            Files.writeString(
                    file, Files.readString(file).replaceFirst("\"actor\":\"superuser\"", "\"actor\":\"somebody1\""));
        }

        JsonNode after = superuser.get("/audit/verification").expect(200).json();
        assertThat(after.path("whole").asBoolean()).isFalse();
        assertThat(after.path("fault").asText()).startsWith("audit-").doesNotContain(directory.toString());
    }
}
