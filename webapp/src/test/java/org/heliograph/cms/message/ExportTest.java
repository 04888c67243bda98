package org.heliograph.cms.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.message.Desked.Answered;
import org.heliograph.cms.message.Desked.Draft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ExportTest {

    @TempDir
    private Path directory;

    private Desked desk;

    @BeforeEach
    void open() throws RepositoryException, IOException {
        desk = new Desked(directory);
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
    }

    @Test
    void spreadsheetsReadTheTextAndRunNothing() throws RepositoryException {
        desk.store(Draft.of("zh", "张伟", "第一行\n\"第二行\"，完").with("company", "=cmd|'/C calc'!A0"));

        Answered csv = desk.get("/export?format=csv", Map.of("Accept-Language", "zh"));

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"messages.csv\"");
        assertThat(Arrays.copyOf(csv.bytes(), 3)).containsExactly(0xEF, 0xBB, 0xBF);
        assertThat(csv.text())
                .startsWith("\uFEFF编号,标识,")
                .contains(",'=cmd|'/C calc'!A0,")
                .contains("\"第一行\n\"\"第二行\"\"，完\"")
                .endsWith("\r\n");
        assertThat(desk.get("/export?format=csv", Map.of("Accept-Language", "en"))
                        .text())
                .startsWith("\uFEFFReceipt,Identifier,");
        assertThat(desk.audit).containsOnly("li messages-exported contact-messages:/");
    }

    /** More than a page, and many of one moment. */
    @Test
    void everyMessageIsExportedOnce() throws RepositoryException, IOException {
        desk.store(Draft.of("zh", "张伟", "问题"), 225);
        desk.clock.forward(Duration.ofMillis(7));
        desk.store(Draft.of("en", "Ann", "A question"), 205);
        for (int i = 0; i < 20; i++) {
            desk.clock.forward(Duration.ofMillis(7));
            desk.store(Draft.of("en", "Ann", "A question"));
        }

        String lines = desk.get("/export?format=jsonl").text();

        Set<String> ids = new HashSet<>();
        for (String line : lines.split("\n")) {
            JsonNode message = new ObjectMapper().readTree(line);
            assertThat(ids.add(message.path("id").asText())).isTrue();
        }
        assertThat(ids).hasSize(450);
        assertThat(desk.get("/export?format=jsonl&language=en").text().split("\n"))
                .hasSize(225);
        assertThat(desk.get("/export?format=jsonl&from=2027-01-01T00:00:00Z").text())
                .isEmpty();
        assertThat(desk.get("/export?format=xls").status()).isEqualTo(400);
    }
}
