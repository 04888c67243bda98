package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heliograph.cms.security.Somebody.SetClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class AuditLogTest {

    @TempDir
    private Path directory;

    private final SetClock clock = new SetClock();
    private Path log;

    @BeforeEach
    void chooseDirectory() {
        log = directory.resolve("audit");
    }

    @Test
    void recordsFollowOneAnotherAcrossRestarts() throws Exception {
        write(3);
        write(2);

        AuditCheck check = AuditCheck.of(log);

        assertThat(check).isEqualTo(new AuditCheck(5, Optional.empty(), List.of()));
        assertThat(Files.readString(onlyFile()))
                .contains("\"actor\":\"system\"", "\"action\":\"publish\"", "\"target\":\"products:/储能 \\\"1\\\"\"");
    }

    @Test
    void everyChangedByteIsFound() throws Exception {
        write(3);
        byte[] original = Files.readAllBytes(onlyFile());
        Random random = new Random(1);

        for (int i = 0; i < original.length - 1; i++) {
            byte[] changed = original.clone();
            changed[i] = (byte) (changed[i] ^ 1 << random.nextInt(7));
            Files.write(onlyFile(), changed);
            assertThat(AuditCheck.of(log).fault()).as("byte %d", i).isPresent();
        }
    }

    @Test
    void theFirstBrokenRecordIsNamed() throws Exception {
        write(5);
        Files.writeString(
                onlyFile(), Files.readString(onlyFile()).replaceFirst("(?<=\"n\":3,.{0,300})publish", "nothing"));

        AuditCheck check = AuditCheck.of(log);

        assertThat(check.records()).isEqualTo(2);
        assertThat(check.fault().orElseThrow()).contains("line 4").contains("the line before");
    }

    @Test
    void aRemovedAndAnExchangedRecordAreFound() throws Exception {
        write(4);
        List<String> lines = Files.readAllLines(onlyFile());

        Files.write(onlyFile(), List.of(lines.get(0), lines.get(2), lines.get(3)));
        assertThat(AuditCheck.of(log).fault().orElseThrow()).contains("record 3 stands where 2 should");

        Files.write(onlyFile(), List.of(lines.get(0), lines.get(2), lines.get(1), lines.get(3)));
        assertThat(AuditCheck.of(log).fault()).isPresent();
    }

    @Test
    void aHalfWrittenLineIsToldOfAndNeverJoinedWithTheNext() throws Exception {
        write(2);
        Files.writeString(onlyFile(), "{\"n\":3,\"time\":\"2026-", StandardOpenOption.APPEND);
        assertThat(AuditCheck.of(log).fault()).isEmpty();
        assertThat(AuditCheck.of(log).notes()).singleElement().asString().contains("never finished");

        write(2);

        AuditCheck check = AuditCheck.of(log);
        assertThat(check.fault()).isEmpty();
        assertThat(check.records())
                .as("with the one about the half-written line")
                .isEqualTo(5);
        assertThat(check.notes()).singleElement().asString().contains("Before record 3");
        assertThat(Files.readAllLines(onlyFile())).hasSize(6).contains("{\"n\":3,\"time\":\"2026-");
    }

    @Test
    void everyPlaceWhereALineMayBeCutIsMended() throws Exception {
        write(2);
        byte[] whole = Files.readAllBytes(onlyFile());
        Path file = onlyFile();
        int first = Files.readString(file).lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8).length;

        for (int length = first + 2; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            write(1);
            AuditCheck check = AuditCheck.of(log);
            assertThat(check.fault()).as("cut at %d", length).isEmpty();
            assertThat(check.records()).isEqualTo(3);
        }
    }

    @Test
    void aChangedHalfWrittenLineIsFound() throws Exception {
        write(1);
        Files.writeString(onlyFile(), "half a line", StandardOpenOption.APPEND);
        write(1);

        Files.writeString(onlyFile(), Files.readString(onlyFile()).replace("half a line", "half a lime"));

        assertThat(AuditCheck.of(log).fault()).isPresent();
    }

    @Test
    void theChainGoesOnFromFileToFile() throws Exception {
        try (AuditFiles files = AuditFiles.open(log, clock, 1_000)) {
            for (int i = 0; i < 20; i++) {
                files.append(entry("publish"), true);
            }
        }
        List<Path> files = AuditFiles.list(log);
        assertThat(files).hasSizeGreaterThan(3);
        assertThat(AuditCheck.of(log)).isEqualTo(new AuditCheck(20, Optional.empty(), List.of()));

        Files.delete(files.get(0));
        assertThat(AuditCheck.of(log).fault()).isEmpty();
        assertThat(AuditCheck.of(log).notes()).singleElement().asString().contains("older files were removed");

        Files.delete(files.get(2));
        assertThat(AuditCheck.of(log).fault()).isPresent();
    }

    @Test
    void aFileThatWasBegunAndNotWrittenIsUsed() throws Exception {
        write(2);
        Files.createFile(log.resolve(AuditFiles.name(3)));

        write(2);

        assertThat(AuditCheck.of(log)).isEqualTo(new AuditCheck(4, Optional.empty(), List.of()));
    }

    @Test
    void aLogThatWasTamperedWithAtItsEndIsNotGoneOnWith() throws Exception {
        write(2);
        Files.writeString(onlyFile(), Files.readString(onlyFile()).replace("\"n\":2", "\"n\":9"));

        assertThatIOException().isThrownBy(() -> AuditLog.open(log, clock)).withMessageContaining("Move the directory");
    }

    @Test
    void changesSideBySideFormOneChain() throws Exception {
        try (AuditLog audit = AuditLog.open(log, clock)) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String target = "products:/" + i;
                all.add(threads.submit(() -> audit.changed("save", target)));
            }
            for (Future<?> each : all) {
                each.get();
            }
            threads.shutdown();
        }

        assertThat(AuditCheck.of(log)).isEqualTo(new AuditCheck(400, Optional.empty(), List.of()));
    }

    @Test
    void aFloodOfRefusalsBecomesANumber() throws Exception {
        try (AuditLog audit = AuditLog.open(log, clock)) {
            for (int i = 0; i < 1_000; i++) {
                audit.refused("GET", "/.rest/nodes/v1", "sign-in-needed", "192.0.2.1");
            }
            audit.refused("GET", "/.rest/nodes/v1", "sign-in-needed", "198.51.100.7");
            clock.advance(Duration.ofMinutes(1));
            audit.refused("GET", "/.rest/nodes/v1", "sign-in-needed", "192.0.2.1");
        }

        assertThat(AuditCheck.of(log).records()).isEqualTo(60 + 1 + 1 + 1);
        assertThat(Files.readString(onlyFile())).contains("\"target\":\"940 more\"");
    }

    @Test
    void whatBreaksALineStaysWithinIt() throws Exception {
        try (AuditLog audit = AuditLog.open(log, clock)) {
            audit.changed("save", "a\n{\"n\":2}\r\u2028\u0000" + "x".repeat(1_000_000));
        }

        assertThat(AuditCheck.of(log).records()).isEqualTo(1);
        assertThat(Files.size(onlyFile())).isLessThan(5_000);
    }

    private void write(int records) throws IOException {
        try (AuditLog audit = AuditLog.open(log, clock)) {
            for (int i = 0; i < records; i++) {
                audit.changed("publish", "products:/储能 \"1\"");
            }
        }
    }

    private AuditRecord.Entry entry(String action) {
        return new AuditRecord.Entry(
                clock.instant(), "jane", "session", action, "products:/a", "done", Optional.empty(), Optional.empty());
    }

    private Path onlyFile() throws IOException {
        List<Path> files = AuditFiles.list(log);
        assertThat(files).hasSize(1);
        return files.get(0);
    }
}
