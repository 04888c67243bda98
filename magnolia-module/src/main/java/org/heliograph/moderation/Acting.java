package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.host.Audit;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.NoSuchMessageException;
import org.heliograph.moderation.Moderation.Outcome;
import org.heliograph.moderation.Moderation.Seen;
import org.heliograph.spam.Shield;
import org.heliograph.spam.Weights;
import org.jspecify.annotations.Nullable;

/** What changes something at the desk, and what tells of it: actions, learned weights, deliveries, retention. */
final class Acting {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Listing listing;
    private final Moderation moderation;
    private final Retention retention;
    private final Shield shield;
    private final DeliveryLog log;
    private final Audit audit;
    private final Clock clock;

    Acting(
            Listing listing,
            Moderation moderation,
            Retention retention,
            Shield shield,
            DeliveryLog log,
            Audit audit,
            Clock clock) {
        this.listing = listing;
        this.moderation = moderation;
        this.retention = retention;
        this.shield = shield;
        this.log = log;
        this.audit = audit;
        this.clock = clock;
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>(List.of(
                Operation.get("weights", "weights", List.of(), (call, id) -> Answer.json(weights())),
                Operation.post(
                                "weights/rollback",
                                "rollback",
                                Schemas.ofNumber("revision"),
                                (call, id) -> rollBack(call))
                        .onlyForAdministrators(),
                Operation.get(
                        "deliveries",
                        "deliveries",
                        List.of(Parameter.number("limit", DeliveryLog.KEPT)),
                        (call, id) -> deliveries(call)),
                Operation.post("retention/run", "retention", Schemas.of(List.of()), (call, id) -> retain(call))
                        .onlyForAdministrators()));
        for (Action action : Action.values()) {
            if (action.isBulk()) {
                all.add(Operation.post(
                        "bulk/" + action.word(),
                        "bulk-" + action.word(),
                        Schemas.ofSeveral(action),
                        (call, id) -> several(call, action)));
            }
            all.add(Operation.post(
                    Operation.ID + "/" + action.word(),
                    action.word(),
                    Schemas.ofOne(action),
                    (call, id) -> one(call, id, action)));
        }
        return all;
    }

    private Answer one(Call call, String id, Action action)
            throws InvalidException, NoSuchMessageException, ConflictException, RepositoryException {
        Map<String, Object> values = call.json();
        long revision = call.revision(values);
        Given given = Given.of(action, values);
        Optional<Message> after = moderation.execute(call.caller(), new Seen(id, revision), action, given);
        return after.isPresent()
                ? listing.answer(call, after.get())
                : Answer.json(NODES.objectNode().put("id", id).put("state", "erased"));
    }

    private Answer several(Call call, Action action) throws InvalidException {
        Map<String, Object> values = call.json();
        List<Seen> all = seen(values.remove("messages"));
        Given given = Given.of(action, values);
        ObjectNode json = NODES.objectNode();
        ArrayNode results = json.putArray("results");
        for (Outcome outcome : moderation.executeAll(call.caller(), all, action, given)) {
            ObjectNode result = results.addObject().put("id", outcome.id());
            result.put("done", outcome.problem().isEmpty());
            outcome.now()
                    .ifPresent(message -> result.put("revision", message.revision())
                            .put("state", message.state().word()));
            outcome.problem()
                    .ifPresent(problem -> result.putObject("problem")
                            .put("id", problem)
                            .put("title", Texts.of(call.language(), "problem." + problem)));
        }
        return Answer.json(json);
    }

    private static List<Seen> seen(@Nullable Object given) {
        if (!(given instanceof List<?> list) || list.isEmpty()) {
            throw Refusal.of(Fault.of("messages", given == null ? "missing" : "type-messages"));
        }
        if (list.size() > Moderation.MOST_AT_ONCE) {
            throw Refusal.of(Fault.of("messages", "too-many", Moderation.MOST_AT_ONCE));
        }
        List<Seen> all = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> one)
                    || one.size() != 2
                    || !(one.get("id") instanceof String id)
                    || one.get("revision") == null) {
                throw Refusal.of(Fault.of("messages", "type-messages"));
            }
            OptionalLong revision = Call.whole(one.get("revision"));
            all.add(new Seen(id, revision.orElseThrow(() -> Refusal.of(Fault.of("messages", "type-messages")))));
        }
        return all;
    }

    private ObjectNode weights() throws RepositoryException {
        Weights weights = shield.weights();
        ObjectNode json = NODES.objectNode().put("revision", weights.revision());
        ArrayNode strongest = json.putArray("strongest");
        weights.strongest()
                .forEach(weight ->
                        strongest.addObject().put("feature", weight.feature()).put("value", weight.value()));
        ArrayNode revisions = json.putArray("revisions");
        for (Weights.Revision revision : weights.revisions()) {
            revisions
                    .addObject()
                    .put("number", revision.number())
                    .put("at", revision.at().toString())
                    .put("by", revision.by())
                    .put("basis", revision.basis())
                    .put("spam", revision.spam())
                    .put("real", revision.real())
                    .put("features", revision.features());
        }
        return json;
    }

    private Answer rollBack(Call call) throws RepositoryException {
        Map<String, Object> values = call.json();
        OptionalLong revision =
                values.keySet().equals(Set.of("revision")) ? Call.whole(values.get("revision")) : OptionalLong.empty();
        long wanted = revision.orElseThrow(() -> Refusal.of(Fault.of("revision", "type-number")));
        if (shield.rollBack(wanted, call.caller().name()).isEmpty()) {
            throw Refusal.of(404, "no-such-weights");
        }
        audit.record(call.caller().name(), "spam-weights-rolled-back", Messages.WORKSPACE + ":/spam-filter");
        return Answer.json(weights());
    }

    private Answer deliveries(Call call) throws RepositoryException {
        ObjectNode json = NODES.objectNode();
        ArrayNode array = json.putArray("deliveries");
        int most = call.parameter("limit").map(Integer::parseInt).orElse(100);
        for (DeliveryLog.Entry entry : log.last(most)) {
            array.addObject()
                    .put("at", entry.at().toString())
                    .put("kind", lower(entry.kind()))
                    .put("subject", entry.subject())
                    .put("attempt", entry.attempt())
                    .put("outcome", lower(entry.outcome()))
                    .put("detail", entry.detail());
        }
        return Answer.json(json);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Answer retain(Call call) throws RepositoryException {
        if (!call.json().isEmpty()) {
            throw Refusal.of(Fault.of("body", "unknown"));
        }
        audit.record(call.caller().name(), "messages-retention-run", Messages.WORKSPACE + ":/");
        return Answer.json(NODES.objectNode().put("erased", retention.run(clock.instant())));
    }
}
