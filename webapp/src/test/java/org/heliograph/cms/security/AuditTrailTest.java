package org.heliograph.cms.security;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AuditTrailTest {

    private static final AuditTrail.Wanted ALL = new AuditTrail.Wanted(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path directory;

    private final Somebody.SetClock clock = new Somebody.SetClock();

    /** 40 records in several files. */
    @BeforeEach
    void write() throws Exception {
        try (AuditFiles files = AuditFiles.open(directory, clock, 1500)) {
            for (int i = 1; i <= 40; i++) {
                files.append(
                        new AuditRecord.Entry(
                                Instant.parse("2026-03-01T08:00:00Z").plusSeconds(i),
                                i % 4 == 0 ? "jane" : "tom",
                                "session",
                                "save",
                                "products:/p" + i,
                                i % 10 == 0 ? "refused: not-allowed" : "done",
                                Optional.of("192.0.2.1"),
                                Optional.empty()),
                        false);
            }
        }
        assertThat(AuditFiles.list(directory)).hasSizeGreaterThan(3);
    }

    @Test
    void pagesGoOnOverFiles() throws Exception {
        List<Long> numbers = new ArrayList<>();
        OptionalLong before = OptionalLong.of(Long.MAX_VALUE);
        while (before.isPresent()) {
            AuditTrail.Page page = new AuditTrail(directory).latest(ALL, before.getAsLong(), 7);
            page.records().forEach(each -> numbers.add(each.number()));
            before = page.next();
        }

        assertThat(numbers).hasSize(40).startsWith(40L, 39L).endsWith(1L).doesNotHaveDuplicates();
    }

    @Test
    void recordsAreChosenByEverythingTheySay() throws Exception {
        AuditTrail.Wanted wanted = new AuditTrail.Wanted(
                Optional.of("jane"),
                Optional.of("save"),
                Optional.of("/p"),
                Optional.of("refused"),
                Optional.of(Instant.parse("2026-03-01T08:00:21Z")),
                Optional.of(Instant.parse("2026-03-01T08:00:41Z")));

        List<AuditTrail.Told> found =
                new AuditTrail(directory).latest(wanted, Long.MAX_VALUE, 10).records();

        assertThat(found).extracting(AuditTrail.Told::number).containsExactly(40L);
        assertThat(found.get(0).target()).isEqualTo("products:/p40");
        assertThat(found.get(0).address()).contains("192.0.2.1");
    }
}
