package org.heliograph.cms.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.host.Caller;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.moderation.Desk;
import org.heliograph.moderation.ModerationSettings;
import org.heliograph.spam.Shield;
import org.heliograph.spam.SpamSettings;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;

/** A desk over a real repository with its index, spoken to by REST, with a clock that is moved by hand. */
final class Desked implements AutoCloseable {

    static final Caller ANONYMOUS = new Caller("anonymous", false, false);
    static final Caller EDITOR = new Caller("editor", false, false);
    static final Caller MODERATOR = new Caller("li", true, false);
    static final Caller ADMINISTRATOR = new Caller("chen", true, true);
    static final Instant START = Instant.parse("2026-11-27T08:00:00Z");

    private static final String ADDRESS = "/messages/v1/moderation";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Moving clock = new Moving();
    final List<String> audit = new CopyOnWriteArrayList<>();
    final AtomicInteger purges = new AtomicInteger();
    final Messages messages;
    final Shield shield;
    private final ContentRepository repository;
    private final ReadModel index;
    private final Desk desk;
    private final Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();
    private Caller caller = MODERATOR;
    private int stored;

    Desked(Path directory) throws RepositoryException, IOException {
        this(directory, Map.of());
    }

    Desked(Path directory, Map<String, String> settings) throws RepositoryException, IOException {
        this.repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(List.of(new ContentType(
                "contact-message",
                "heliograph",
                new ContentType.Datasource(
                        Messages.WORKSPACE, true, "/", Map.of("hg", "https://heliograph.org/jcr/1.0")),
                new ContentType.Model(Messages.NODE_TYPE, List.of(), List.of()))));
        this.index = ReadModel.open(
                repository,
                directory.resolve("index"),
                directory.resolve("stamp"),
                Messages.WORKSPACE,
                Messages.NODE_TYPE);
        IndexFinder finder = new IndexFinder(index);
        this.messages = new Messages(repository, finder);
        this.shield = new Shield(SpamSettings.defaults(), new byte[32], repository, clock);
        Desk.Host host = new Desk.Host(
                repository,
                finder,
                () -> caller,
                (actor, action, target) -> audit.add(actor + " " + action + " " + target),
                purges::incrementAndGet);
        this.desk = new Desk(host, shield, ModerationSettings.of(settings), clock);
        dispatcher.getRegistry().addSingletonResource(desk.resource());
    }

    /** A clock that stands still until it is moved. */
    static final class Moving extends Clock {

        private Instant now = START;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Desk desk() {
        return desk;
    }

    ContentRepository repository() {
        return repository;
    }

    Desked as(Caller other) {
        caller = other;
        return this;
    }

    /** What a message is made of that differs from test to test. */
    record Draft(String language, String name, String text, Map<String, String> others, boolean held) {

        static Draft of(String language, String name, String text) {
            return new Draft(language, name, text, Map.of("email", "zhang@example.com"), false);
        }

        Draft with(String property, String value) {
            Map<String, String> more = new TreeMap<>(others);
            more.put(property, value);
            return new Draft(language, name, text, more, held);
        }

        Draft heldBack() {
            return new Draft(language, name, text, others, true);
        }
    }

    /** Stores a message that is received now, as the intake stores it. */
    Message store(Draft draft) throws RepositoryException {
        return messages.find(store(draft, 1).get(0)).orElseThrow();
    }

    /** Stores several alike in one save. */
    List<String> store(Draft draft, int count) throws RepositoryException {
        return repository.write(Messages.WORKSPACE, session -> {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Node node = session.getRootNode().addNode("message" + stored++, Messages.NODE_TYPE);
                fill(node, draft);
                ids.add(node.getIdentifier());
            }
            return ids;
        });
    }

    private void fill(Node node, Draft draft) throws RepositoryException {
        node.setProperty("receipt", node.getName());
        node.setProperty("receivedAt", calendar(clock.instant()));
        node.setProperty("retainUntil", calendar(clock.instant().plus(Duration.ofDays(730))));
        node.setProperty("revision", 1L);
        node.setProperty("locale", draft.language());
        node.setProperty("sender", draft.name());
        node.setProperty("message", draft.text());
        node.setProperty("state", "new");
        node.setProperty("held", draft.held());
        node.setProperty("legalHold", false);
        for (Map.Entry<String, String> each : draft.others().entrySet()) {
            node.setProperty(each.getKey(), each.getValue());
        }
        if (draft.others().containsKey("email")) {
            String[] contacts = {"mail:" + draft.others().get("email"), "tel:+8613800138000"};
            node.setProperty("contacts", contacts);
        }
    }

    Message store() throws RepositoryException {
        return store(Draft.of("zh", "张伟", "请问瓦屋面挂钩多少钱一套？"));
    }

    private static Calendar calendar(Instant moment) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
        calendar.setTimeInMillis(moment.toEpochMilli());
        return calendar;
    }

    /** What was answered. */
    record Answered(int status, Map<String, List<Object>> headers, byte[] bytes) {

        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(text(), e);
            }
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return Optional.ofNullable(headers.get(name))
                    .map(values -> String.valueOf(values.get(0)))
                    .orElse("");
        }
    }

    Answered get(String path) {
        return ask("GET", path, Optional.empty(), Map.of());
    }

    Answered get(String path, Map<String, String> headers) {
        return ask("GET", path, Optional.empty(), headers);
    }

    Answered post(String path, String json) {
        return ask("POST", path, Optional.of(json), Map.of());
    }

    /** Does something to a message as it is now. */
    Answered act(Message message, String action, String fields) throws RepositoryException {
        long revision = messages.find(message.id()).orElseThrow().revision();
        return post(
                "/" + message.id() + "/" + action,
                "{\"revision\":" + revision + (fields.isEmpty() ? "" : ",") + fields + "}");
    }

    Answered ask(String method, String path, Optional<String> body, Map<String, String> headers) {
        try {
            MockHttpRequest request = MockHttpRequest.create(method, ADDRESS + path);
            headers.forEach(request::header);
            if (body.isPresent()) {
                if (!headers.containsKey("Content-Type")) {
                    request.contentType("application/json");
                }
                request.setInputStream(new ByteArrayInputStream(body.get().getBytes(StandardCharsets.UTF_8)));
            }
            MockHttpResponse response = new MockHttpResponse();
            dispatcher.invoke(request, response);
            return new Answered(response.getStatus(), response.getOutputHeaders(), response.getOutput());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws IOException {
        desk.close();
        index.close();
        repository.close();
    }
}
