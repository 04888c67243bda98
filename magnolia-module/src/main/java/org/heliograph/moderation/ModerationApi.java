package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.jcr.RepositoryException;
import org.heliograph.host.Caller;
import org.heliograph.message.ConflictException;
import org.heliograph.message.NoSuchMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests to the desk: finds the operation, checks rights before anything else, and turns what goes wrong into
 * problem documents (RFC 9457) in the caller's language.
 */
final class ModerationApi {

    private static final Logger LOG = LoggerFactory.getLogger(ModerationApi.class);
    private static final String ANONYMOUS = "anonymous";
    private static final int RETRY_SECONDS = 5;

    private final Listing listing;
    private final List<Operation> operations;

    ModerationApi(Listing listing, Acting acting) {
        this.listing = listing;
        List<Operation> all = new ArrayList<>(listing.operations());
        all.addAll(acting.operations());
        all.add(0, Operation.get("openapi.json", "openapi", List.of(), (call, id) -> Answer.json(description(call))));
        this.operations = List.copyOf(all);
    }

    List<Operation> operations() {
        return operations;
    }

    private ObjectNode description(Call call) {
        return OpenApi.of(operations, call.language());
    }

    /** Answers a request; never throws for what its caller, or the repository, does wrong. */
    Answer answer(Call call) {
        try {
            requireModerator(call.caller());
            return handle(call);
        } catch (InvalidException e) {
            return problem(call, Refusal.of(e.faults()));
        } catch (NoSuchMessageException e) {
            return problem(call, Refusal.of(404, "not-found"));
        } catch (ConflictException e) {
            return problem(call, Refusal.conflict(e.current()));
        } catch (ImpossibleException e) {
            return problem(call, Refusal.of(409, e.id()));
        } catch (Refusal e) {
            return problem(call, e);
        } catch (RepositoryException | IOException e) {
            LOG.error("{} {} cannot be answered", call.method(), call.path(), e);
            return problem(call, Refusal.of(503, "unavailable"));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", call.method(), call.path(), e);
            return problem(call, Refusal.of(500, "failed"));
        }
    }

    private static void requireModerator(Caller caller) {
        if (!caller.isModerator()) {
            throw caller.name().equals(ANONYMOUS) ? Refusal.of(401, "not-signed-in") : Refusal.of(403, "not-allowed");
        }
    }

    private Answer handle(Call call)
            throws InvalidException, NoSuchMessageException, ConflictException, RepositoryException, IOException {
        boolean isKnown = false;
        for (Operation operation : operations) {
            Optional<String> id = operation.match(call.path());
            if (id.isPresent() && operation.method().equals(call.method())) {
                if (operation.forAdministrators() && !call.caller().isAdministrator()) {
                    throw Refusal.of(403, "not-allowed");
                }
                call.require(operation.parameters());
                return operation.work().on(call, id.get());
            }
            isKnown |= id.isPresent();
        }
        throw isKnown ? Refusal.of(405, "method-not-allowed") : Refusal.of(404, "not-found");
    }

    private Answer problem(Call call, Refusal refusal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "urn:heliograph:problem:" + refusal.id());
        json.put("id", refusal.id());
        json.put("status", refusal.status());
        json.put("title", Texts.of(call.language(), "problem." + refusal.id()));
        if (!refusal.faults().isEmpty()) {
            ArrayNode errors = json.putArray("errors");
            for (Fault fault : refusal.faults()) {
                errors.addObject()
                        .put("field", fault.field())
                        .put("code", fault.code())
                        .put("message", fault.text(call.language()));
            }
        }
        refusal.current().ifPresent(message -> json.set("current", listing.shown(call, message)));
        Answer answer = Answer.problem(refusal.status(), json);
        return switch (refusal.status()) {
            case 405 -> answer.with("Allow", String.join(", ", allowed(call)));
            case 503 -> answer.with("Retry-After", String.valueOf(RETRY_SECONDS));
            // The rest of the body is not read, so nothing else can follow on this connection.
            case 413 -> answer.with("Connection", "close");
            default -> answer;
        };
    }

    private TreeSet<String> allowed(Call call) {
        TreeSet<String> allowed = new TreeSet<>();
        operations.stream()
                .filter(operation -> operation.match(call.path()).isPresent())
                .forEach(operation -> allowed.add(operation.method()));
        return allowed;
    }
}
