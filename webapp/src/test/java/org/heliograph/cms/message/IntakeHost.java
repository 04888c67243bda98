package org.heliograph.cms.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.PublishedContent;
import org.heliograph.host.Query;
import org.heliograph.host.SessionWork;
import org.heliograph.message.Intake;
import org.heliograph.message.MessageSettings;
import org.heliograph.message.Messages;
import org.heliograph.message.MessagesResource;
import org.heliograph.spam.Shield;
import org.heliograph.spam.SpamSettings;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;

/** A real repository with its index of messages, and the resource that takes them in. */
final class IntakeHost implements AutoCloseable {

    static final String PRODUCT = "11111111-1111-4111-8111-111111111111";

    private static final Definitions DEFINITIONS = DefinitionRegistry.load(List.of());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] SECRET = "a secret of tests, thirty-two by".getBytes(StandardCharsets.US_ASCII);

    /** Everything that a test does comes from one address within moments. */
    private static final Map<String, String> UNLIMITED = Map.of(
            "messages.spam.requests-per-minute", "1000000",
            "messages.spam.address-per-hour", "1000000",
            "messages.spam.address-soft", "1000000",
            "messages.spam.network-per-hour", "1000000",
            "messages.spam.network-soft", "1000000",
            "messages.spam.content-per-hour", "1000000",
            "messages.spam.content-soft", "1000000",
            "messages.spam.all-per-hour", "1000000",
            "messages.spam.all-soft", "1000000");

    private static final PublishedContent SITE = (workspace, idOrPath, language) ->
            workspace.equals("products") && (idOrPath.equals(PRODUCT) || idOrPath.equals("/roof/hook"))
                    ? Optional.of(new PublishedContent.Item(PRODUCT, "/roof/hook", "Tile hook"))
                    : Optional.empty();

    final ContentRepository repository;
    final Faulty sessions;
    final Finder finder;
    final Messages messages;
    final TestTime clock = new TestTime();
    final AtomicInteger saves = new AtomicInteger();

    private final ReadModel model;
    private final Intake intake;
    private final Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();

    IntakeHost(Path directory, Map<String, String> settings) throws RepositoryException, IOException {
        repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(DEFINITIONS.contentTypes().values());
        model = ReadModel.open(
                repository,
                directory.resolve("index"),
                directory.resolve("stamp"),
                Messages.WORKSPACE,
                Messages.NODE_TYPE);
        sessions = new Faulty(repository);
        finder = new IndexFinder(model);
        messages = new Messages(sessions, finder);
        Map<String, String> all = new HashMap<>(UNLIMITED);
        all.putAll(settings);
        Shield shield = new Shield(SpamSettings.of(all), SECRET, sessions, clock);
        MessageSettings read = MessageSettings.of(all);
        intake = new Intake(sessions, finder, shield, read, SECRET, clock);
        dispatcher
                .getRegistry()
                .addSingletonResource(new MessagesResource(intake, shield, read, SITE, () -> "192.0.2.1", clock));
    }

    static IntakeHost open(Path directory) throws RepositoryException, IOException {
        return new IntakeHost(directory, Map.of());
    }

    /** The time of tests, which does not pass by itself. */
    static final class TestTime extends Clock {

        private volatile Instant now = Instant.parse("2026-11-27T08:00:00Z");

        void set(Instant moment) {
            now = moment;
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
            throw new UnsupportedOperationException();
        }
    }

    /** The repository's sessions, with faults on demand. */
    final class Faulty implements ContentSessions {

        private final ContentSessions real;
        /** Saves fail after the work, as they do when the disk is full. */
        volatile boolean full;
        /** Called before each write, with the writer's thread. */
        volatile Runnable beforeWrite = () -> {};

        Faulty(ContentSessions real) {
            this.real = real;
        }

        @Override
        public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
            return real.read(workspace, work);
        }

        @Override
        public <T> T write(String workspace, SessionWork<T> work) throws RepositoryException {
            beforeWrite.run();
            T result = real.write(workspace, session -> {
                T done = work.on(session);
                if (full) {
                    throw new RepositoryException("No space left on device");
                }
                return done;
            });
            saves.incrementAndGet();
            return result;
        }
    }

    static ObjectNode body() {
        ObjectNode body = JSON.createObjectNode();
        body.put("locale", "en");
        body.put("name", "Ann Li");
        body.put("email", "ann@example.com");
        body.put("message", "Which hook fits a slate roof in Ningbo?");
        body.putArray("consents")
                .addObject()
                .put("purpose", "enquiry")
                .put("version", MessageSettings.defaults().enquiry().version())
                .put("given", true);
        return body;
    }

    MockHttpResponse post(ObjectNode body) {
        return send("POST", "/messages/v1", "application/json", body.toString(), Map.of());
    }

    MockHttpResponse post(ObjectNode body, String key) {
        return send("POST", "/messages/v1", "application/json", body.toString(), Map.of("Idempotency-Key", key));
    }

    MockHttpResponse send(String method, String path, String type, String body, Map<String, String> headers) {
        try {
            MockHttpRequest request = MockHttpRequest.create(method, path);
            headers.forEach(request::header);
            if (!type.isEmpty()) {
                request.header("Content-Type", type);
                request.content(body.getBytes(StandardCharsets.UTF_8));
            }
            MockHttpResponse response = new MockHttpResponse();
            dispatcher.invoke(request, response);
            return response;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static JsonNode json(MockHttpResponse response) {
        try {
            return JSON.readTree(response.getOutput());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String receipt(MockHttpResponse response) {
        return json(response).path("receipt").asText();
    }

    static String header(MockHttpResponse response, String name) {
        return String.valueOf(response.getOutputHeaders().getFirst(name));
    }

    long stored() throws RepositoryException {
        return found(Map.of()).total();
    }

    Finder.Found found(Map<String, Set<String>> having) throws RepositoryException {
        return finder.find(new Query(
                Messages.WORKSPACE,
                Messages.NODE_TYPE,
                Optional.empty(),
                having,
                Map.of(),
                "receivedAt",
                false,
                0,
                100));
    }

    @Override
    public void close() throws IOException {
        intake.close();
        model.close();
        repository.close();
    }
}
