package org.heliograph.cms.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What an audit log tells, the latest first. Only reads, so that the log may be in use. */
public final class AuditTrail {

    /** Lines that are looked at for one page; the next page goes on from there. */
    private static final int MOST_LINES = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** @param directory of the log */
    AuditTrail(Path directory) {
        this.directory = directory;
    }

    /**
     * One record.
     *
     * @param number counts from 1
     * @param outcome {@code done}, or {@code refused: } and why
     * @param request id of the request
     */
    public record Told(
            long number,
            Instant time,
            String actor,
            String via,
            String action,
            String target,
            String outcome,
            Optional<String> address,
            Optional<String> request) {}

    /**
     * Which records are wanted; what is empty does not matter.
     *
     * @param target a part of it
     * @param outcome what it begins with
     * @param from first moment that counts
     * @param until first moment that counts no more
     */
    public record Wanted(
            Optional<String> actor,
            Optional<String> action,
            Optional<String> target,
            Optional<String> outcome,
            Optional<Instant> from,
            Optional<Instant> until) {

        private boolean isMetBy(Told told) {
            return actor.map(told.actor()::equals).orElse(true)
                    && action.map(told.action()::equals).orElse(true)
                    && target.map(told.target()::contains).orElse(true)
                    && outcome.map(told.outcome()::startsWith).orElse(true)
                    && from.map(moment -> !told.time().isBefore(moment)).orElse(true)
                    && until.map(told.time()::isBefore).orElse(true);
        }
    }

    /**
     * Some records.
     *
     * @param next number before which the next page begins; empty where no older ones are
     */
    public record Page(List<Told> records, OptionalLong next) {}

    /**
     * The latest records before one.
     *
     * @param before number of that one
     * @param limit how many at most
     * @throws IOException if the log cannot be read
     */
    public Page latest(Wanted wanted, long before, int limit) throws IOException {
        List<Told> found = new ArrayList<>();
        List<Path> files = AuditFiles.list(directory);
        int looked = 0;
        for (int i = files.size() - 1; i >= 0; i--) {
            if (AuditFiles.first(files.get(i)) >= before) {
                continue;
            }
            List<byte[]> lines = AuditLines.of(files.get(i)).whole();
            for (int line = lines.size() - 1; line >= 0; line--) {
                Optional<Told> told = told(lines.get(line)).filter(each -> each.number() < before);
                told.filter(wanted::isMetBy).ifPresent(found::add);
                boolean enough = found.size() == limit || ++looked == MOST_LINES;
                if (enough && told.isPresent()) {
                    long last = told.get().number();
                    return new Page(found, last > 1 ? OptionalLong.of(last) : OptionalLong.empty());
                }
            }
        }
        return new Page(found, OptionalLong.empty());
    }

    /** A line that is no record is {@link AuditCheck}'s to tell. */
    private static Optional<Told> told(byte[] line) {
        try {
            JsonNode json = JSON.readTree(line);
            return Optional.of(new Told(
                    json.path("n").asLong(-1),
                    Instant.parse(json.path("time").asText()),
                    json.path("actor").asText(),
                    json.path("via").asText(),
                    json.path("action").asText(),
                    json.path("target").asText(),
                    json.path("outcome").asText(),
                    Optional.ofNullable(json.path("address").textValue()),
                    Optional.ofNullable(json.path("request").textValue())));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Follows the chain of the whole log.
     *
     * @throws IOException if the log cannot be read
     */
    public AuditCheck check() throws IOException {
        return AuditCheck.of(directory);
    }

    /** A text about the log without the place where the log is, which is nobody's business. */
    public String withoutPlace(String text) {
        return text.replace(directory + "/", "");
    }
}
