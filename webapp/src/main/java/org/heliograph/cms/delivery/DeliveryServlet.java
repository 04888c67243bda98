package org.heliograph.cms.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/** Answers {@code /.rest/<endpoint>}: a query, {@code /<path>} for a node, {@code /<path>/@nodes} for its children. */
public final class DeliveryServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String PREFIX = "/.rest/";
    /** Bytes of answers that are kept, and of parts of answers as many again. */
    private static final long MAX_KEPT = Runtime.getRuntime().maxMemory() / 6;

    /** Answers that are made at once: more would not be ready sooner, and each takes memory until it is. */
    private static final int MOST_AT_ONCE = 8 * Runtime.getRuntime().availableProcessors();

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final transient Semaphore making = new Semaphore(MOST_AT_ONCE, true);
    private final transient ReadModel readModel;
    private final transient ContentRepository repository;
    private final transient View view;
    private final transient FormerSlugs formerSlugs;
    private final transient Links links;
    private final transient Fragments fragments;
    private final transient Cache<Asked, Answer> answers = Caffeine.newBuilder()
            .maximumWeight(MAX_KEPT)
            .weigher((Asked asked, Answer answer) -> asked.weight() + answer.weight())
            .build();
    private final boolean strict;
    private transient volatile State state;

    /** The definitions that hold now, all of one load. */
    private record State(Definitions definitions, EndpointTable endpoints) {}

    /**
     * @param readModel holds the content
     * @param repository knows workspaces and node types
     * @param slugs knows those that items had once
     * @param view the state of the content that is shown, but for previews, which show the working content
     * @param baseUrl of absolute links, without slash at the end
     * @param contextPath of this host, empty or with a leading slash
     * @param strict whether parameters that mean nothing are refused from every caller
     * @param definitions to start with
     */
    public DeliveryServlet(
            ReadModel readModel,
            ContentRepository repository,
            Slugs slugs,
            View view,
            String baseUrl,
            String contextPath,
            boolean strict,
            Definitions definitions) {
        this.readModel = readModel;
        this.fragments = new Fragments(readModel, MAX_KEPT);
        this.repository = repository;
        this.formerSlugs = new FormerSlugs(slugs, readModel.lookup());
        this.view = view;
        this.links = Links.of(baseUrl, contextPath);
        this.strict = strict;
        this.state = stateOf(definitions);
    }

    /** Serves other definitions from the next request on. */
    public void use(Definitions definitions) {
        state = stateOf(definitions);
    }

    private static State stateOf(Definitions definitions) {
        return new State(definitions, new EndpointTable(definitions.endpoints().values()));
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        State now = state;
        EndpointTable.Match match = now.endpoints()
                .find(endpointPath(request))
                .orElseThrow(() ->
                        RestException.notFound("Could not find resource for full path: " + request.getRequestURL()));
        if (!isReading(request, response)) {
            return;
        }
        Accept.requireJson(request.getHeader("Accept"));
        Asked asked = asked(now.definitions(), match, request);
        response.addHeader("Vary", vary(asked));
        checkParameters(asked, request, response);
        Optional<String> instead = formerSlugs.instead(asked, shown(asked));
        if (instead.isPresent()) {
            response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
            response.setHeader("Location", request.getRequestURI() + "?" + instead.get());
            response.setHeader("Cache-Control", "no-cache");
            return;
        }
        answer(asked).send(request, response, asked.preview() ? "private, no-cache" : "no-cache");
    }

    private void checkParameters(Asked asked, HttpServletRequest request, HttpServletResponse response) {
        boolean preferred = StrictParameters.isPreferred(request);
        if (preferred) {
            response.setHeader("Preference-Applied", StrictParameters.PREFERENCE);
        }
        if (strict || preferred) {
            asked.endpoint()
                    .workspace()
                    .ifPresent(workspace -> new StrictParameters(asked.definitions(), asked.endpoint(), workspace)
                            .check(QueryString.parse(asked.query()), asked.isQuery()));
        }
    }

    /** In one header: each costs more than the writing of its bytes. */
    private String vary(Asked asked) {
        boolean mayBeRefused = !strict && !asked.query().isEmpty();
        return "Accept-Encoding" + (asked.isNegotiated() ? ", Accept-Language" : "") + (mayBeRefused ? ", Prefer" : "");
    }

    private static Asked asked(Definitions definitions, EndpointTable.Match match, HttpServletRequest request) {
        Endpoint endpoint = match.endpoint();
        return new Asked(
                definitions,
                endpoint,
                match.address(),
                match.isPreview(),
                match.rest(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                Optional.ofNullable(request.getHeader("Accept-Language")),
                endpoint.bypassWorkspaceAcls() && !match.isPreview()
                        ? Rights.ALL
                        : AccessFilter.callerOf(request).rights());
    }

    private View shown(Asked asked) {
        return asked.preview() ? View.WORKING : view;
    }

    private Answer answer(Asked asked) throws IOException {
        Answer kept = answers.getIfPresent(asked);
        if (kept != null && readModel.isCurrent(kept.basis())) {
            return kept;
        }
        awaitTurn();
        try {
            return make(asked);
        } finally {
            making.release();
        }
    }

    /** @throws RestException if that takes too long, because too much is asked for */
    private void awaitTurn() {
        try {
            if (!making.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw RestException.unavailable("Too many answers are being made. Try again later.", RETRY_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestException.unavailable("The host is stopping.", RETRY_AFTER);
        }
    }

    private Answer make(Asked asked) throws IOException {
        QueryString query = QueryString.parse(asked.query());
        try (Snapshot snapshot = readModel.acquire()) {
            View shown = shown(asked);
            Links leading = shown == view ? links : links.ofPreview();
            Answer answer = new Rendering(asked, query, snapshot, shown, repository, leading, fragments).answer();
            answers.put(asked, answer);
            return answer;
        } catch (InvalidQueryException e) {
            throw new RestException(400, e.code(), e.getMessage());
        } catch (IndexBehindException e) {
            throw RestException.unavailable(e.getMessage(), RETRY_AFTER);
        }
    }

    /** What follows {@code /.rest/}, still encoded and without path parameters such as {@code ;jsessionid=x}. */
    private static String endpointPath(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!path.startsWith(PREFIX)) {
            return "";
        }
        String below = path.substring(PREFIX.length());
        return below.indexOf(';') < 0 ? below : below.replaceAll(";[^/]*", "");
    }

    private static boolean isReading(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                return true;
            }
            case "OPTIONS" -> {
                response.setHeader("Allow", "HEAD, GET, OPTIONS");
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter().write("HEAD, GET, OPTIONS");
                return false;
            }
            default -> {
                throw RestException.methodNotAllowed(request.getMethod(), "HEAD, GET, OPTIONS");
            }
        }
    }
}
