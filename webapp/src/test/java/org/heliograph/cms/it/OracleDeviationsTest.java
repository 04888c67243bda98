package org.heliograph.cms.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OracleDeviationsTest {

    @Test
    void theDocumentationListsTheDeliberateDeviationsWithTheSameWords() throws IOException {
        // given
        Properties listed = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/oracle-deviations.properties")) {
            listed.load(in);
        }

        // then
        assertThat(documented()).isEqualTo(new TreeMap<>(listed));
        assertThat(Files.readString(documentation())).contains("purpose, " + listed.size() + " of them");
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Files.readAllLines(documentation()).stream()
                .filter(line -> line.matches("\\| A-\\d+.*\\|.*\\|.*\\|"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> {
                    for (String id : cells[1].split(",")) {
                        documented.put(id.strip(), cells[2].strip().replace("`", ""));
                    }
                });
        return documented;
    }

    private static Path documentation() {
        return Project.root().resolve("docs/delivery.md");
    }
}
