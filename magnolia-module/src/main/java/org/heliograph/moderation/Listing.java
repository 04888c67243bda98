package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.host.Audit;
import org.heliograph.message.Contacts;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.NoSuchMessageException;
import org.heliograph.message.State;
import org.heliograph.moderation.Queue.Filter;
import org.heliograph.moderation.Queue.Page;

/** What is asked of the desk without changing anything: the queue, one message, all of a person, exports. */
final class Listing {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_PAGE = 200;
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    private static final List<Parameter> FILTERS = List.of(
            Parameter.choice("state", Stream.of(State.values()).map(State::word).toArray(String[]::new))
                    .repeating(),
            Parameter.choice("held", "true", "false"),
            Parameter.text("assignee", 100),
            Parameter.text("label", 50).repeating(),
            Parameter.choice("language", "zh", "en"),
            Parameter.choice("legalHold", "true", "false"),
            Parameter.choice("overdue", "true"),
            Parameter.moment("from"),
            Parameter.moment("until"),
            Parameter.text("q", 200));

    private static final List<Field> PERSON = List.of(
            Field.optional("phone", Field.Kind.WORD, 50),
            Field.optional("country", Field.Kind.WORD, 2),
            Field.optional("email", Field.Kind.WORD, 254),
            Field.optional("whatsapp", Field.Kind.WORD, 50),
            Field.optional("wechat", Field.Kind.WORD, 50));

    private final Messages messages;
    private final Queue queue;
    private final Moderation moderation;
    private final Audit audit;
    private final Clock clock;

    Listing(Messages messages, Queue queue, Moderation moderation, Audit audit, Clock clock) {
        this.messages = messages;
        this.queue = queue;
        this.moderation = moderation;
        this.audit = audit;
        this.clock = clock;
    }

    List<Operation> operations() {
        List<Parameter> paged = new ArrayList<>(FILTERS);
        paged.add(Parameter.choice(
                "sort", "-receivedAt", "receivedAt", "dueAt", "-dueAt", "retainUntil", "-retainUntil"));
        paged.add(Parameter.number("offset", Queue.MOST_OFFSET));
        paged.add(Parameter.number("limit", LONGEST_PAGE));
        List<Parameter> exported = new ArrayList<>(FILTERS);
        exported.add(Parameter.choice("format", "csv", "jsonl"));
        return List.of(
                Operation.get("", "queue", paged, (call, id) -> queue(call)),
                Operation.get("counts", "counts", List.of(), (call, id) -> counts()),
                Operation.get("export", "export", exported, (call, id) -> export(call)),
                Operation.post("person", "person", Schemas.of(PERSON), (call, id) -> person(call)),
                Operation.get(Operation.ID, "message", List.of(), this::message));
    }

    private Answer queue(Call call) throws RepositoryException {
        String sort = call.parameter("sort").orElse("-receivedAt");
        Page page = new Page(
                sort.replace("-", ""),
                sort.startsWith("-"),
                call.parameter("offset").map(Integer::parseInt).orElse(0),
                call.parameter("limit").map(Integer::parseInt).orElse(USUAL_PAGE));
        return Answer.json(listed(call, queue.find(filter(call), page)));
    }

    private ObjectNode listed(Call call, Queue.Found found) {
        ObjectNode json = NODES.objectNode().put("total", found.total());
        ArrayNode array = json.putArray("messages");
        found.messages().forEach(message -> array.add(shown(call, message)));
        return json;
    }

    /** A message with what its reader could do to it. */
    ObjectNode shown(Call call, Message message) {
        ObjectNode json = MessageJson.of(message, call.language());
        ArrayNode actions = json.putArray("actions");
        moderation.possible(call.caller(), message).forEach(action -> actions.add(action.word()));
        return json;
    }

    private Filter filter(Call call) {
        Filter filter = Filter.ALL;
        for (String name : List.of("state", "held", "assignee", "legalHold")) {
            filter = narrowed(filter, name, call.parameters(name));
        }
        filter = narrowed(filter, "labels", call.parameters("label"));
        filter = narrowed(filter, "locale", call.parameters("language"));
        if (call.parameter("from").isPresent() || call.parameter("until").isPresent()) {
            filter = filter.between(
                    "receivedAt",
                    call.parameter("from").flatMap(Field::moment),
                    call.parameter("until").flatMap(Field::moment));
        }
        if (call.parameter("overdue").isPresent()) {
            filter = filter.overdue(clock.instant());
        }
        Optional<String> words = call.parameter("q");
        return words.isPresent() ? filter.with(words.get()) : filter;
    }

    private static Filter narrowed(Filter filter, String property, List<String> values) {
        return values.isEmpty() ? filter : filter.of(property, Set.copyOf(values));
    }

    private Answer counts() throws RepositoryException {
        ObjectNode json = NODES.objectNode();
        queue.counts(clock.instant()).forEach(json::put);
        return Answer.json(json);
    }

    private Answer message(Call call, String id) throws NoSuchMessageException, RepositoryException {
        Message message = messages.find(id).orElseThrow(() -> Refusal.of(404, "not-found"));
        return answer(call, message);
    }

    Answer answer(Call call, Message message) {
        return Answer.json(shown(call, message)).with("ETag", "\"" + message.revision() + '"');
    }

    private Answer export(Call call) throws RepositoryException {
        Export export = new Export(queue.walk(filter(call), Export.PAGE), call.language());
        // Nothing changes by it, but who took so much away is worth knowing.
        audit.record(call.caller().name(), "messages-exported", Messages.WORKSPACE + ":/");
        return call.parameter("format").orElse("csv").equals("csv")
                ? Answer.stream("text/csv;charset=UTF-8", "messages.csv", export::writeCsv)
                : Answer.stream("application/x-ndjson", "messages.jsonl", export::writeJsonLines);
    }

    /** Asked for by POST, so that no address of a person stands in the address of a request, which logs keep. */
    private Answer person(Call call) throws RepositoryException {
        Map<String, Object> values = call.json();
        List<Fault> faults = new ArrayList<>();
        Map<String, Object> read = new HashMap<>();
        for (Field field : PERSON) {
            Object value = values.remove(field.name());
            if (value != null) {
                field.read(value, faults).ifPresent(it -> read.put(field.name(), it));
            }
        }
        values.keySet().stream().limit(1).forEach(name -> faults.add(Fault.of(Parameter.shortened(name), "unknown")));
        Set<String> contacts = contacts(read, faults);
        if (faults.isEmpty() && contacts.isEmpty()) {
            faults.add(Fault.of("email", "contact-missing"));
        }
        if (!faults.isEmpty()) {
            throw Refusal.of(faults);
        }
        Queue.Found found =
                queue.find(Filter.ALL.of(Contacts.PROPERTY, contacts), new Page("receivedAt", false, 0, LONGEST_PAGE));
        return Answer.json(listed(call, found));
    }

    private static Set<String> contacts(Map<String, Object> read, List<Fault> faults) {
        Set<String> contacts = new HashSet<>();
        String country = ((String) read.getOrDefault("country", "CN")).toUpperCase(Locale.ROOT);
        for (String name : List.of("phone", "whatsapp")) {
            if (read.containsKey(name)) {
                Optional<String> number = number((String) read.get(name), country);
                number.map(Contacts::ofNumber).ifPresent(contacts::add);
                if (number.isEmpty()) {
                    faults.add(Fault.of(name, "phone"));
                }
            }
        }
        if (read.containsKey("email")) {
            contacts.add(Contacts.ofEmail((String) read.get("email")));
        }
        if (read.containsKey("wechat")) {
            contacts.add(Contacts.ofWechat((String) read.get("wechat")));
        }
        return contacts;
    }

    private static Optional<String> number(String typed, String country) {
        try {
            return Optional.of(PLANS.format(PLANS.parse(typed, country), PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
