package org.heliograph.cms.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/** Answers {@code /.rest/<endpoint>}: a query, {@code /<path>} for a node, {@code /<path>/@nodes} for its children. */
public final class DeliveryServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String PREFIX = "/.rest/";
    /** Bytes of answers that are kept. */
    private static final long MAX_KEPT = 48L * 1024 * 1024;

    private final transient ReadModel readModel;
    private final transient ContentRepository repository;
    private final transient View view;
    private final transient Links links;
    private final transient Cache<Asked, Answer> answers = Caffeine.newBuilder()
            .maximumWeight(MAX_KEPT)
            .weigher((Asked asked, Answer answer) ->
                    answer.weight() + 2 * (asked.query().length() + asked.path().length()))
            .build();
    private final boolean strict;
    private transient volatile State state;

    /** The definitions that hold now, all of one load. */
    private record State(Definitions definitions, EndpointTable endpoints) {}

    /**
     * @param readModel holds the content
     * @param repository knows workspaces and node types
     * @param view the state of the content that is shown
     * @param baseUrl of absolute links, without slash at the end
     * @param contextPath of this host, empty or with a leading slash
     * @param strict whether parameters that mean nothing are refused from every caller
     * @param definitions to start with
     */
    public DeliveryServlet(
            ReadModel readModel,
            ContentRepository repository,
            View view,
            String baseUrl,
            String contextPath,
            boolean strict,
            Definitions definitions) {
        this.readModel = readModel;
        this.repository = repository;
        this.view = view;
        this.links = new Links(baseUrl, contextPath);
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
        QueryString query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
        Asked asked = asked(now.definitions(), match, query, request);
        if (query.first("lang").isEmpty()) {
            response.addHeader("Vary", "Accept-Language");
        }
        checkParameters(asked, query, request, response);
        answer(asked, query).send(request, response);
    }

    private void checkParameters(
            Asked asked, QueryString query, HttpServletRequest request, HttpServletResponse response) {
        boolean preferred = StrictParameters.isPreferred(request);
        if (preferred) {
            response.setHeader("Preference-Applied", StrictParameters.PREFERENCE);
        }
        if (strict || preferred) {
            asked.endpoint()
                    .workspace()
                    .ifPresent(workspace -> new StrictParameters(asked.definitions(), asked.endpoint(), workspace)
                            .check(query, asked.isQuery()));
        } else if (query.mayHoldUnknownNames()) {
            response.addHeader("Vary", "Prefer");
        }
    }

    private static Asked asked(
            Definitions definitions, EndpointTable.Match match, QueryString query, HttpServletRequest request) {
        Endpoint endpoint = match.endpoint();
        Optional<String> header = Optional.ofNullable(request.getHeader("Accept-Language"));
        boolean mayRead = endpoint.workspace()
                .map(AccessFilter.callerOf(request)::mayRead)
                .orElse(false);
        return new Asked(
                definitions,
                endpoint,
                match.rest(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                Language.of(definitions.site().i18n(), query.first("lang"), header),
                endpoint.bypassWorkspaceAcls() || mayRead);
    }

    private Answer answer(Asked asked, QueryString query) throws IOException {
        Answer kept = answers.getIfPresent(asked);
        if (kept != null && readModel.isCurrent(kept.workspaces(), kept.saves())) {
            return kept;
        }
        long saves = readModel.saves();
        try (Snapshot snapshot = readModel.acquire()) {
            byte[] json = new Rendering(asked, query, snapshot, view, repository, links).render();
            Optional<String> tag = asked.language().locale().map(Locale::toLanguageTag);
            Answer answer = new Answer(json, tag, snapshot.workspacesRead(), saves);
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
        return path.startsWith(PREFIX) ? path.substring(PREFIX.length()).replaceAll(";[^/]*", "") : "";
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
