package org.heliograph.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.host.ClientRequest;
import org.heliograph.host.PublishedContent;
import org.heliograph.spam.Challenge;
import org.heliograph.spam.Shield;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where senders leave messages, and learn how to. Reads and writes bodies itself: no provider of the host has a say. */
@Path("/messages/v1")
public final class MessagesResource {

    private static final Logger LOG = LoggerFactory.getLogger(MessagesResource.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final Set<String> FORM_PARAMETERS = Set.of("lang", "productOfInterest", "sourcePage");
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private final Intake intake;
    private final Shield shield;
    private final MessageSettings settings;
    private final PublishedContent published;
    private final ClientRequest client;
    private final Clock clock;

    /** @param shield the one that the intake asks */
    public MessagesResource(
            Intake intake,
            Shield shield,
            MessageSettings settings,
            PublishedContent published,
            ClientRequest client,
            Clock clock) {
        this.intake = intake;
        this.shield = shield;
        this.settings = settings;
        this.published = published;
        this.client = client;
        this.clock = clock;
    }

    /** Not every version of the API that hosts bring has it. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @HttpMethod("PATCH")
    @interface Patch {}

    /**
     * What is answered while no message can be taken.
     *
     * @param headers tell the language
     */
    public static Response unavailable(HttpHeaders headers) {
        Locale language = Languages.ofRange(header(headers, HttpHeaders.ACCEPT_LANGUAGE));
        return new Answers(language, false).refused(RefusedException.later(503, "unavailable", RETRY_AFTER));
    }

    /** Takes a message: 202 with a receipt number once it is on disk. */
    @POST
    public Response post(@Context HttpHeaders headers, InputStream body) {
        Locale language = Languages.ofRange(header(headers, HttpHeaders.ACCEPT_LANGUAGE));
        String type = header(headers, HttpHeaders.CONTENT_TYPE);
        boolean asPage = SentBody.isForm(type)
                && header(headers, HttpHeaders.ACCEPT).toLowerCase(Locale.ROOT).contains("text/html");
        Answers answers = new Answers(language, asPage);
        try {
            String address = admittedAddress();
            ObjectNode sent = SentBody.read(body, typeWithinLimits(headers, type), client.form());
            Locale senders = MessageCheck.language(sent, language);
            answers = new Answers(senders, asPage);
            return accepted(answers, sent, senders, key(headers), address);
        } catch (RefusedException e) {
            return answers.refused(e);
        } catch (RepositoryException e) {
            LOG.error("A message could not be checked: {}", e.toString());
            return answers.refused(RefusedException.later(503, "unavailable", RETRY_AFTER));
        } catch (RuntimeException e) {
            // Hosts differ in what they would show of it.
            LOG.error("A message could not be taken in", e);
            return answers.refused(RefusedException.of(500, "failed"));
        }
    }

    private Response accepted(Answers answers, ObjectNode sent, Locale language, Optional<String> key, String address)
            throws RefusedException, RepositoryException {
        Submission submission = new MessageCheck(sent, settings, published, language, clock.instant()).submission();
        String receipt = intake.accept(submission, key, address);
        return submission
                .returnTo()
                .map(path -> answers.seeOther(path, receipt))
                .orElseGet(() -> answers.accepted(receipt));
    }

    /** Before anything is read: who comes too often costs nothing more. */
    private String admittedAddress() throws RefusedException {
        String address = client.address();
        Optional<Duration> wait = shield.refuses(address);
        if (wait.isPresent()) {
            throw RefusedException.later(429, "too-many", wait.get());
        }
        return address;
    }

    private static String typeWithinLimits(HttpHeaders headers, String type) throws RefusedException {
        String encoding = header(headers, HttpHeaders.CONTENT_ENCODING);
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw RefusedException.of(415, "unsupported-type");
        }
        String length = header(headers, HttpHeaders.CONTENT_LENGTH);
        if (length.matches("\\d{10,}") || length.matches("\\d{1,9}") && Integer.parseInt(length) > SentBody.MAX_BYTES) {
            throw SentBody.tooLarge();
        }
        return type;
    }

    private static Optional<String> key(HttpHeaders headers) throws RefusedException {
        List<String> keys = headers.getRequestHeader("Idempotency-Key");
        if (keys == null || keys.isEmpty()) {
            return Optional.empty();
        }
        String key = keys.get(0).strip();
        if (keys.size() > 1 || !KEY.matcher(key).matches()) {
            throw RefusedException.of(400, "malformed-key");
        }
        return Optional.of(key);
    }

    private static String header(HttpHeaders headers, String name) {
        List<String> values = headers.getRequestHeader(name);
        return values == null || values.isEmpty()
                ? ""
                : String.join(",", values).strip();
    }

    /** The form in the language that is asked for, with a challenge of its own. */
    @GET
    @Path("/form")
    public Response form(@Context HttpHeaders headers, @Context UriInfo address) {
        MultivaluedMap<String, String> asked = address.getQueryParameters();
        String lang = Optional.ofNullable(asked.getFirst("lang")).orElse("");
        Locale language = Languages.ofRange(lang.isBlank() ? header(headers, HttpHeaders.ACCEPT_LANGUAGE) : lang);
        Answers answers = new Answers(language, false);
        try {
            admittedAddress();
            for (String parameter : asked.keySet()) {
                if (!FORM_PARAMETERS.contains(parameter)) {
                    throw RefusedException.of(400, "unknown-parameter", SentBody.shown(parameter));
                }
            }
            List<String> products =
                    Optional.ofNullable(asked.get("productOfInterest")).orElse(List.of());
            Optional<String> page = Optional.ofNullable(asked.getFirst("sourcePage"));
            Challenge challenge = shield.challenge(language);
            return answers.json(new FormDescription(settings, published, language).json(challenge, products, page));
        } catch (RefusedException e) {
            return answers.refused(e);
        } catch (RepositoryException e) {
            LOG.error("The form could not be described: {}", e.toString());
            return answers.refused(RefusedException.later(503, "unavailable", RETRY_AFTER));
        } catch (RuntimeException e) {
            LOG.error("The form could not be described", e);
            return answers.refused(RefusedException.of(500, "failed"));
        }
    }

    /** The script that solves challenges. */
    @GET
    @Path("/form/solver.js")
    public Response solver() throws IOException {
        try (InputStream script = Challenge.class.getResourceAsStream(Challenge.SOLVER)) {
            return script == null
                    ? Response.status(404).build()
                    : Response.ok(script.readAllBytes())
                            .header("Content-Type", "text/javascript;charset=UTF-8")
                            .header("Cache-Control", "public, max-age=3600")
                            .header("X-Content-Type-Options", "nosniff")
                            .build();
        }
    }

    /** Nothing can be read here. */
    @GET
    public Response get(@Context HttpHeaders headers) {
        return refuse(headers, "POST");
    }

    /** As {@link #get}. */
    @HEAD
    public Response head(@Context HttpHeaders headers) {
        return refuse(headers, "POST");
    }

    /** As {@link #get}. */
    @PUT
    public Response put(@Context HttpHeaders headers) {
        return refuse(headers, "POST");
    }

    /** As {@link #get}. */
    @DELETE
    public Response delete(@Context HttpHeaders headers) {
        return refuse(headers, "POST");
    }

    /** As {@link #get}. */
    @Patch
    public Response patch(@Context HttpHeaders headers) {
        return refuse(headers, "POST");
    }

    /** As {@link #get}. */
    @OPTIONS
    public Response options(@Context HttpHeaders headers) {
        return refuse(headers, "POST");
    }

    /** The form is only read. */
    @POST
    @Path("/form")
    public Response postForm(@Context HttpHeaders headers) {
        return refuse(headers, "GET");
    }

    /** As {@link #postForm}. */
    @HEAD
    @Path("/form")
    public Response headForm(@Context HttpHeaders headers) {
        return refuse(headers, "GET");
    }

    /** As {@link #postForm}. */
    @PUT
    @Path("/form")
    public Response putForm(@Context HttpHeaders headers) {
        return refuse(headers, "GET");
    }

    /** As {@link #postForm}. */
    @DELETE
    @Path("/form")
    public Response deleteForm(@Context HttpHeaders headers) {
        return refuse(headers, "GET");
    }

    /** As {@link #postForm}. */
    @Patch
    @Path("/form")
    public Response patchForm(@Context HttpHeaders headers) {
        return refuse(headers, "GET");
    }

    /** As {@link #postForm}. */
    @OPTIONS
    @Path("/form")
    public Response optionsForm(@Context HttpHeaders headers) {
        return refuse(headers, "GET");
    }

    private static Response refuse(HttpHeaders headers, String allowed) {
        Locale language = Languages.ofRange(header(headers, HttpHeaders.ACCEPT_LANGUAGE));
        return new Answers(language, false).notAllowed(allowed);
    }
}
