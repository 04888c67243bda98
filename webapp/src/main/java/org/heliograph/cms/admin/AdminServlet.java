package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.RefusedException;
import org.heliograph.cms.repository.JcrNames;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.Problem;
import org.heliograph.cms.web.ProblemException;
import org.heliograph.cms.web.RestServlet;

/**
 * {@code /.rest/admin/v1}: finds the operation of an address, checks what was sent against its description, and runs it.
 *
 * <p>To add operations, write a {@link Resource} with one {@link Operation} for each, and name it in the composition
 * ({@code Wiring}). {@code MeResource} is a small one to look at. An operation says
 * <ul>
 *   <li>its address: {@code /things/{workspace}/{path*}}, where {@code {path*}} takes all that follows;
 *   <li>what it needs ({@link Need}): what depends on the address is checked before it runs, what depends on the body it
 *       checks itself with {@link Call#require};
 *   <li>what it takes ({@link Parameter}, {@link Schema}): all else is refused by name, so that the work need not check
 *       forms and types again;
 *   <li>what it answers, and with which statuses it refuses. Refusals are {@link ProblemException}s, whose texts are in
 *       {@code web/problems_en.properties} and {@code web/problems_zh.properties}.
 * </ul>
 * The OpenAPI document and the tests of rights and hostile input follow from that; {@code admin-rights.txt} of the tests
 * wants a line for each new operation.
 */
public final class AdminServlet extends RestServlet {

    private static final long serialVersionUID = 1L;

    /** Values of one parameter that may be repeated. */
    private static final int MOST_VALUES = 200;

    private static final String SYSTEM = "jcr:system";

    private final transient List<Operation> operations;

    /**
     * @param contextPath of this host, empty or with a leading slash
     * @param resources whose operations are served
     */
    public AdminServlet(String contextPath, List<Resource> resources) {
        List<Operation> all = new ArrayList<>();
        resources.forEach(resource -> all.addAll(resource.operations()));
        OpenApiResource openApi = new OpenApiResource(contextPath, all);
        all.addAll(openApi.operations());
        operations = List.copyOf(all);
    }

    /** Everything that is served. */
    List<Operation> operations() {
        return operations;
    }

    /** An operation that an address fits, and what stands in its places. */
    private record Match(Operation operation, Map<String, String> variables) {}

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        response.setHeader("Cache-Control", "no-store");
        response.addHeader("Vary", "Accept-Language, Authorization, Cookie");
        Caller caller = AccessFilter.callerOf(request);
        if (caller.isAnonymous()) {
            throw new ProblemException(401, "sign-in-needed");
        }
        Match match = match(request, response);
        Operation operation = match.operation();
        requireAcceptable(request, operation);
        Call call = new Call(
                caller,
                Problem.languageOf(request),
                request.getRemoteAddr(),
                match.variables(),
                parameters(request, operation),
                MissingNode.getInstance(),
                InputStream.nullInputStream(),
                SentBody.mediaType(request));
        operation.need().demand(call);
        SentBody.requireType(request, operation);
        Call complete = call.with(SentBody.json(request, operation), SentBody.stream(request, operation));
        run(operation, complete).send(request, response);
    }

    private static Answer run(Operation operation, Call call) throws IOException, RepositoryException {
        try {
            return operation.run(call);
        } catch (RefusedException e) {
            throw ItemRefusal.problem(e);
        }
    }

    private Match match(HttpServletRequest request, HttpServletResponse response) {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        String whole = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<Match> fitting = operations.stream()
                .flatMap(operation ->
                        operation.template().match(whole).stream().map(variables -> new Match(operation, variables)))
                .sorted(Comparator.comparingInt(
                        match -> -match.operation().template().closeness()))
                .toList();
        if (fitting.isEmpty() || fitting.stream().anyMatch(match -> namesNothing(match.variables()))) {
            throw new ProblemException(404, "not-found");
        }
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return fitting.stream()
                .filter(match -> match.operation().method().equals(method))
                .findFirst()
                .orElseThrow(() -> refusedMethod(request, response, fitting));
    }

    /** What cannot be the path of an item is refused before it reaches a session. */
    private static boolean namesNothing(Map<String, String> variables) {
        String path = variables.getOrDefault("path", "");
        return JcrNames.pathFault("/" + path).isPresent() || path.equals(SYSTEM) || path.startsWith(SYSTEM + "/");
    }

    private static ProblemException refusedMethod(
            HttpServletRequest request, HttpServletResponse response, List<Match> fitting) {
        TreeSet<String> allowed = new TreeSet<>();
        fitting.forEach(match -> allowed.add(match.operation().method()));
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        response.setHeader("Allow", String.join(", ", allowed));
        return new ProblemException(405, "method-not-allowed", request.getMethod());
    }

    private static void requireAcceptable(HttpServletRequest request, Operation operation) {
        Optional<String> type = operation.answered().type();
        String header = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        if (type.isPresent()
                && !header.isBlank()
                && Stream.of(header.split(",")).noneMatch(range -> welcomes(range, type.get()))) {
            throw new ProblemException(406, "not-acceptable", type.get());
        }
    }

    private static boolean welcomes(String range, String type) {
        String wanted = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean refused = range.replace(" ", "").matches("(?i).*;q=0(\\.0{0,3})?(;.*)?");
        boolean fits = wanted.equals("*/*")
                || wanted.equals(type)
                || wanted.endsWith("/*") && type.startsWith(wanted.substring(0, wanted.length() - 1));
        return fits && !refused;
    }

    private static Map<String, List<JsonNode>> parameters(HttpServletRequest request, Operation operation) {
        Faults faults = new Faults();
        Map<String, String[]> given = given(request);
        given.keySet().stream()
                .filter(name -> operation.parameters().stream()
                        .noneMatch(each -> each.name().equals(name)))
                .forEach(name -> faults.add(WellFormed.isText(name) ? name : "", "parameter-unknown"));
        Map<String, List<JsonNode>> values = new HashMap<>();
        for (Parameter parameter : operation.parameters()) {
            String[] texts = given.get(parameter.name());
            if (texts == null) {
                parameter.otherwise().ifPresent(value -> values.put(parameter.name(), List.of(value)));
            } else {
                values.put(parameter.name(), read(parameter, texts, faults));
            }
        }
        faults.throwIfAny(400, "parameters-wrong");
        return values;
    }

    private static List<JsonNode> read(Parameter parameter, String[] texts, Faults faults) {
        if (texts.length > (parameter.repeated() ? MOST_VALUES : 1)) {
            faults.add(parameter.name(), "parameter-repeated");
            return List.of();
        }
        List<JsonNode> values = new ArrayList<>();
        for (String text : texts) {
            JsonNode value = parameter.schema().read(text);
            parameter.schema().check(value, parameter.name(), faults);
            values.add(value);
        }
        return values;
    }

    /** The container tells of broken percent-encoding when parameters are first looked at, as a failure of its own. */
    private static Map<String, String[]> given(HttpServletRequest request) {
        try {
            return request.getQueryString() == null ? Map.of() : request.getParameterMap();
        } catch (IllegalStateException e) {
            throw new ProblemException(400, "query-malformed");
        }
    }
}
