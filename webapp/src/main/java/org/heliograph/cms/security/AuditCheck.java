package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the chain of an audit log from its first record to its last. Only reads, so that the log may be in use.
 *
 * @param records that are as they were written, and follow one another
 * @param fault the first place where that is not so; empty if there is none
 * @param notes what is worth knowing and no fault
 */
public record AuditCheck(long records, Optional<String> fault, List<String> notes) {

    /**
     * Checks the log of a directory.
     *
     * @throws IOException if it cannot be read
     */
    public static AuditCheck of(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("There is no audit log in " + directory);
        }
        return new Chain().follow(AuditFiles.list(directory));
    }

    private static final class Chain {

        private final List<String> notes = new ArrayList<>();
        private long records;
        private Optional<AuditRecord> last = Optional.empty();
        private Optional<String> torn = Optional.empty();

        AuditCheck follow(List<Path> files) throws IOException {
            for (int i = 0; i < files.size(); i++) {
                Optional<String> fault = follow(files.get(i), i == files.size() - 1);
                if (fault.isPresent()) {
                    return new AuditCheck(records, fault, notes);
                }
            }
            return new AuditCheck(records, Optional.empty(), notes);
        }

        private Optional<String> follow(Path file, boolean isLast) throws IOException {
            AuditLines lines = AuditLines.of(file);
            for (int i = 0; i < lines.whole().size(); i++) {
                Optional<String> fault = follow(lines.whole().get(i));
                if (fault.isPresent()) {
                    return Optional.of(file + ", line " + (i + 1) + ": " + fault.get());
                }
            }
            return torn.isPresent() || lines.torn().length > 0 ? tail(file, lines, isLast) : Optional.empty();
        }

        private Optional<String> tail(Path file, AuditLines lines, boolean isLast) {
            if (!isLast || torn.isPresent()) {
                return Optional.of(file + ", line " + lines.whole().size() + ": not a record as it was written");
            }
            notes.add(file + " ends with " + lines.torn().length + " bytes of a record that was never finished");
            return Optional.empty();
        }

        private Optional<String> follow(byte[] line) {
            Optional<AuditRecord> parsed = AuditRecord.parse(line);
            if (torn.isPresent()) {
                boolean told = parsed.filter(r -> r.action().equals(AuditRecord.TORN)
                                && r.target().equals(torn.get()))
                        .isPresent();
                if (!told) {
                    return Optional.of("the line before is not a record as it was written");
                }
                notes.add("Before record " + parsed.get().number() + " a record was never finished: " + torn.get());
                torn = Optional.empty();
            } else if (parsed.isEmpty()) {
                torn = Optional.of(AuditRecord.torn(line));
                return Optional.empty();
            }
            return link(parsed.orElseThrow());
        }

        private Optional<String> link(AuditRecord record) {
            long expected = last.map(before -> before.number() + 1).orElse(1L);
            String prev = last.map(AuditRecord::hash).orElse(AuditRecord.NONE);
            boolean beginsLater = last.isEmpty() && record.number() > 1;
            if (beginsLater) {
                notes.add("The log begins with record " + record.number() + "; older files were removed");
            } else if (record.number() != expected) {
                return Optional.of("record " + record.number() + " stands where " + expected + " should");
            } else if (!record.prev().equals(prev)) {
                return Optional.of("record " + record.number() + " does not follow the one before");
            }
            last = Optional.of(record);
            records++;
            return Optional.empty();
        }
    }
}
