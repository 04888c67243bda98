package org.heliograph.cms.site;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.definition.VirtualUri;
import org.heliograph.cms.delivery.Answer;
import org.heliograph.cms.delivery.Language;
import org.heliograph.cms.delivery.Links;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Reads;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.published.PublishedIndex;
import org.heliograph.cms.security.Access;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;
import org.heliograph.host.ConsentTexts;
import org.heliograph.host.PageAnswer;
import org.heliograph.template.TemplateFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever no other servlet answers: pages of the site, virtual addresses, and the page for what is not there. */
public final class SiteServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SiteServlet.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int AT_ONCE = 2 * Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int WAITING = 64;
    private static final long MAX_KEPT = Runtime.getRuntime().maxMemory() / 16;
    private static final int MOST_LOGGED = 1000;

    private static final List<String> RENDERED = List.of("mgnl:page", "mgnl:component");
    private static final String HTML = "text/html";
    private static final String EDITING = "mgnlPreview";
    private static final String NOT_FOUND_PAGE = "/not-found";
    private static final String ERROR_PAGE = "/error";

    private final transient ReadModel readModel;
    private final transient View view;
    private final transient PublishedIndex published;
    private final transient ConsentTexts consents;
    private final transient Links links;
    private final transient Supplier<String> base;
    private final transient PageAnswers answers;
    private final transient Turns turns = new Turns(AT_ONCE, WAITING, LONGEST);
    private final transient Set<String> logged = ConcurrentHashMap.newKeySet();
    private transient volatile State state;

    /** What holds now, all of one load. */
    private record State(Definitions definitions, SiteLinks links, Scripts scripts) {}

    /**
     * @param readModel holds the content
     * @param view the state of the content that is shown
     * @param published what scripts look through
     * @param consents that a contact form asks for
     * @param baseUrl of absolute links, without slash at the end
     * @param contextPath of this host, empty or with a leading slash
     * @param base what absolute addresses of the site begin with, known when the first request comes
     * @param definitions to start with
     */
    public SiteServlet(
            ReadModel readModel,
            View view,
            PublishedIndex published,
            ConsentTexts consents,
            String baseUrl,
            String contextPath,
            Supplier<String> base,
            Definitions definitions) {
        this.base = base;
        this.consents = consents;
        this.readModel = readModel;
        this.view = view;
        this.published = published;
        this.links = Links.of(baseUrl, contextPath);
        this.answers = new PageAnswers(readModel, MAX_KEPT);
        this.state = stateOf(definitions);
    }

    /** Serves other definitions from the next request on. */
    public void use(Definitions definitions) {
        state = stateOf(definitions);
        logged.clear();
    }

    private State stateOf(Definitions definitions) {
        SiteLinks siteLinks = new SiteLinks(definitions.site(), links.contextPath(), links);
        return new State(definitions, siteLinks, new Scripts(definitions));
    }

    @Override
    public void destroy() {
        turns.close();
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isReading(request, response)) {
            return;
        }
        State now = state;
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        Site.I18n i18n = now.definitions().site().i18n();
        if (path.equals("/") && i18n.enabled()) {
            sendHome(now, request, response);
            return;
        }
        PageAddress address = PageAddress.parse(path, i18n);
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        Map<String, List<String>> parameters = parameters(request);
        Optional<VirtualUri.Target> target = now.definitions().virtualUris().stream()
                .flatMap(mapping -> mapping.map(address.uri(), query).stream())
                .reduce((best, other) -> other.weight() > best.weight() ? other : best);
        if (target.isEmpty()) {
            answer(new Call(now, request, response, address, parameters));
        } else if (target.get().mapping().kind() == VirtualUri.Kind.FORWARD) {
            forward(
                    new Call(now, request, response, address, parameters),
                    target.get().uri());
        } else {
            redirect(request, response, target.get());
        }
    }

    /** A request with what is known of it. */
    private record Call(
            State state,
            HttpServletRequest request,
            HttpServletResponse response,
            PageAddress address,
            Map<String, List<String>> parameters) {

        Definitions definitions() {
            return state.definitions();
        }

        boolean wantsHtml() {
            String accept = request.getHeader("Accept");
            return accept != null && accept.contains(HTML);
        }
    }

    private static boolean isReading(HttpServletRequest request, HttpServletResponse response) {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                return true;
            }
            case "OPTIONS" -> {
                response.setHeader("Allow", "GET, HEAD, OPTIONS");
                return false;
            }
            default -> throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD, OPTIONS");
        }
    }

    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        if (request.getQueryString() == null) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        return parameters;
    }

    private static void sendHome(State now, HttpServletRequest request, HttpServletResponse response) {
        Locale language = negotiated(now.definitions().site().i18n(), request);
        response.addHeader("Vary", "Accept-Language");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Location", request.getContextPath() + "/" + language + "/");
        response.setStatus(HttpServletResponse.SC_FOUND);
    }

    private static Locale negotiated(Site.I18n i18n, HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getHeader("Accept-Language"))
                    .flatMap(header -> Language.negotiate(i18n.locales(), header))
                    .orElse(i18n.defaultLocale());
        } catch (RestException e) {
            return i18n.defaultLocale(); // what cannot be read asks for nothing
        }
    }

    private void forward(Call call, String target) throws IOException {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (path.startsWith("/.")) {
            forwardInside(call, path, target);
            return;
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>(call.parameters());
        if (question >= 0) {
            parameters.putAll(parsed(target.substring(question + 1)));
        }
        answer(new Call(
                call.state(), call.request(), call.response(), call.address().at(path), parameters));
    }

    /** What a mapping leads to is asked for by whoever asked for the mapping. */
    private static void forwardInside(Call call, String path, String target) throws IOException {
        HttpServletRequest request = call.request();
        Caller caller = AccessFilter.callerOf(request);
        RequestDispatcher dispatcher = request.getRequestDispatcher(target);
        boolean isPlain = !path.contains("/../") && !path.contains("/./") && !path.contains(";") && !path.contains("%");
        if (dispatcher == null
                || !isPlain
                || Access.decide(caller, request.getMethod(), path) != Access.Decision.ALLOWED) {
            throw RestException.notFound("There is nothing at " + request.getRequestURI());
        }
        try {
            dispatcher.forward(request, call.response());
        } catch (ServletException e) {
            throw new IOException("What " + path + " leads to failed", e);
        }
    }

    private static Map<String, List<String>> parsed(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            if (!name.isEmpty()) {
                parameters
                        .computeIfAbsent(decoded(name), each -> new ArrayList<>())
                        .add(decoded(value));
            }
        }
        return parameters;
    }

    /** A group of a mapping is text of the decoded path, so that a stray percent sign stands for itself. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void redirect(HttpServletRequest request, HttpServletResponse response, VirtualUri.Target target) {
        String uri = encoded(target.uri());
        boolean isPermanent = target.mapping().kind() == VirtualUri.Kind.PERMANENT;
        response.setStatus(isPermanent ? HttpServletResponse.SC_MOVED_PERMANENTLY : HttpServletResponse.SC_FOUND);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Location", uri.startsWith("/") ? request.getContextPath() + uri : uri);
    }

    /** Fit for a header: what is not ASCII, or ends a line, is percent-encoded. */
    private static String encoded(String uri) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : uri.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b > ' ' && b < 0x7f && b != '"' && b != '<' && b != '>';
            encoded.append(isPlain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        // Two slashes would lead to another host.
        return encoded.toString().replaceFirst("^/[/\\\\]+", "/");
    }

    private void answer(Call call) throws IOException {
        Caller caller = AccessFilter.callerOf(call.request());
        boolean author = !caller.isAnonymous()
                && caller.rights()
                        .may(
                                Permission.CHANGE,
                                SiteLinks.WEBSITE,
                                "/" + call.address().path());
        boolean editing = author
                && call.parameters().getOrDefault(EDITING, List.of()).stream().anyMatch("false"::equals);
        Rights rights = view == View.PUBLISHED ? Rights.NONE : caller.rights();
        PageAnswers.Address asked =
                new PageAnswers.Address(call.definitions(), call.address().original(), rights, author, editing);
        Optional<Answer> kept = answers.find(asked, call.parameters());
        if (kept.isPresent()) {
            send(call, kept.get(), author);
            return;
        }
        try {
            Made made = turns.take(() -> {
                Caller.Working working = caller.working();
                try {
                    return make(call, asked, caller);
                } finally {
                    working.close();
                }
            });
            made.send(this, call, author);
        } catch (Turns.BusyException e) {
            LOG.warn("{} is not answered: {}", call.address().original(), e.getMessage());
            refuse(call, 503, e.getMessage());
        } catch (ExecutionException e) {
            fail(call, e.getCause());
        }
    }

    private void fail(Call call, Throwable cause) throws IOException {
        if (cause instanceof RestException e) {
            throw e;
        }
        if (cause instanceof IndexBehindException) {
            refuse(call, 503, String.valueOf(cause.getMessage()));
            return;
        }
        LOG.error("{} cannot be answered", call.address().original(), cause);
        refuse(call, 500, "The server failed; its log tells more under this request id.");
    }

    /** An answer that was made for this request alone. */
    private record Made(int status, Optional<Answer> answer, Optional<String> location) {

        static Made of(int status, Answer answer) {
            return new Made(status, Optional.of(answer), Optional.empty());
        }

        void send(SiteServlet servlet, Call call, boolean author) throws IOException {
            if (location.isPresent()) {
                call.response().setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
                call.response().setHeader("Cache-Control", "no-cache");
                call.response().setHeader("Location", call.request().getContextPath() + encoded(location.get()));
            } else if (answer.isPresent() && status < 400) {
                servlet.send(call, answer.get(), author);
            } else if (answer.isPresent()) {
                servlet.sendFault(call, status, answer.get());
            } else {
                servlet.refuse(
                        call, status, "There is nothing at " + call.request().getRequestURI());
            }
        }
    }

    private Made make(Call call, PageAnswers.Address asked, Caller caller) throws IOException {
        try (Snapshot snapshot = readModel.acquire()) {
            Reads reads = new Reads();
            snapshot.noteIn(reads);
            Locale locale = call.address().locale();
            Language language = Language.of(call.definitions().site().i18n(), locale);
            Reading reading = new Reading(
                    snapshot,
                    view,
                    caller.rights(),
                    call.definitions(),
                    language,
                    call.state().links());
            Optional<NodeSnapshot> node = reading.byPath(
                            SiteLinks.WEBSITE,
                            call.state().links().handle(call.address().path()))
                    .filter(found -> found.isOfType(RENDERED, false))
                    .filter(found -> PageRendering.templateId(found).isPresent());
            if (node.isEmpty()) {
                return notFound(call, reading, reads);
            }
            return render(call, asked, reading, reads, node.get());
        }
    }

    private Made render(Call call, PageAnswers.Address asked, Reading reading, Reads reads, NodeSnapshot node) {
        PageRequest request = requestOf(call, asked);
        Outcome outcome = new Outcome(base.get());
        try {
            String html = render(call, reading, request, node, outcome);
            if (outcome.location.isPresent()) {
                return new Made(0, Optional.empty(), outcome.location);
            }
            Answer answer = answerOf(html, reading, reads);
            if (outcome.status == HttpServletResponse.SC_OK && !request.isPersonal()) {
                answers.keep(asked, call.parameters(), request, answer);
            }
            return Made.of(outcome.status, answer);
        } catch (TemplateException | IOException | StackOverflowError | RuntimeException e) {
            return failed(call, asked, reading, reads, node, e);
        }
    }

    private String render(Call call, Reading reading, PageRequest request, NodeSnapshot node, Outcome outcome)
            throws TemplateException, IOException {
        PageTemplate template = PageRendering.templateOf(call.definitions(), node)
                .orElseThrow(() -> new IOException("There is no template "
                        + PageRendering.templateId(node).orElse("") + " of page " + node.path()));
        PageOutput out = new PageOutput();
        TemplateFunctions functions = new TemplateFunctions(published.over(reading.snapshot()), outcome, consents);
        new PageRendering(reading, request, call.state().scripts(), node, functions).render(template, out);
        return out.toString();
    }

    /** What a script says of its answer. */
    private static final class Outcome implements PageAnswer {

        private final String base;
        private int status = HttpServletResponse.SC_OK;
        private Optional<String> location = Optional.empty();

        Outcome(String base) {
            this.base = base;
        }

        @Override
        public String base() {
            return base;
        }

        @Override
        public void notFound() {
            status = HttpServletResponse.SC_NOT_FOUND;
        }

        @Override
        public void moved(String path) {
            location = Optional.of(path);
        }
    }

    private PageRequest requestOf(Call call, PageAnswers.Address asked) {
        HttpServletRequest request = call.request();
        return new PageRequest(
                call.address(),
                request.getScheme() + "://" + request.getServerName(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                call.parameters(),
                AccessFilter.callerOf(request).name(),
                asked.author(),
                asked.editing());
    }

    private static Answer answerOf(String html, Reading reading, Reads reads) {
        List<byte[]> pieces = List.of(html.getBytes(StandardCharsets.UTF_8));
        return new Answer(
                HTML,
                pieces,
                EntityTag.of(pieces),
                reading.language().locale().map(Locale::toLanguageTag),
                reading.snapshot().basis(reads));
    }

    /** The site's page for what is not there. */
    private Made notFound(Call call, Reading reading, Reads reads) {
        return new Made(
                HttpServletResponse.SC_NOT_FOUND,
                call.wantsHtml() ? sitePage(call, reading, reads, NOT_FOUND_PAGE) : Optional.empty(),
                Optional.empty());
    }

    /** A page of the site that stands for others; nothing where there is none, or it fails too. */
    private Optional<Answer> sitePage(Call call, Reading reading, Reads reads, String name) {
        String home = reading.links().home();
        Optional<NodeSnapshot> node = reading.byPath(SiteLinks.WEBSITE, (home.equals("/") ? "" : home) + name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Call plain = new Call(call.state(), call.request(), call.response(), call.address(), Map.of());
        PageAnswers.Address nobody =
                new PageAnswers.Address(call.definitions(), call.address().original(), Rights.NONE, false, false);
        try {
            String html = render(plain, reading, requestOf(plain, nobody), node.get(), new Outcome(base.get()));
            return Optional.of(answerOf(html, reading, reads));
        } catch (TemplateException | IOException | StackOverflowError | RuntimeException e) {
            log(node.get().path(), Faults.Place.of(e), e);
            return Optional.empty();
        }
    }

    private Made failed(
            Call call, PageAnswers.Address asked, Reading reading, Reads reads, NodeSnapshot node, Throwable failure) {
        Faults.Place place = Faults.Place.of(failure);
        log(node.path(), place, failure);
        Optional<Answer> page = asked.author()
                ? Optional.of(answerOf(Faults.report(place, call.address().locale()), reading, reads))
                : sitePage(call, reading, reads, ERROR_PAGE);
        return new Made(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, page, Optional.empty());
    }

    /** Once for each place, so that a page that everybody asks for does not fill the log. */
    private void log(String page, Faults.Place place, Throwable failure) {
        if (logged.size() < MOST_LOGGED && logged.add(page + " " + place)) {
            boolean isOurs = failure instanceof TemplateException || failure instanceof ParseException;
            LOG.error("Page {} cannot be shown: {}", page, place, isOurs ? null : failure);
        }
    }

    private void send(Call call, Answer answer, boolean author) throws IOException {
        setHeaders(call.response());
        boolean isPublic = view == View.PUBLISHED && !author;
        answer.send(call.request(), call.response(), isPublic ? "no-cache" : "private, no-cache");
    }

    private void sendFault(Call call, int status, Answer answer) throws IOException {
        if (!call.wantsHtml()) {
            refuse(
                    call,
                    status,
                    "There is nothing to be shown at " + call.request().getRequestURI());
            return;
        }
        call.response().setStatus(status);
        setHeaders(call.response());
        answer.sendWhole(call.request(), call.response());
    }

    private void refuse(Call call, int status, String message) throws IOException {
        HttpServletResponse response = call.response();
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", String.valueOf(RETRY_AFTER.toSeconds()));
        }
        if (!call.wantsHtml()) {
            String code = status == HttpServletResponse.SC_NOT_FOUND ? "notFound" : "unknown";
            RestServlet.sendError(response, status, code, message);
            return;
        }
        byte[] html = Faults.page(status, call.address().locale()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        setHeaders(response);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(HTML + ";charset=UTF-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    private static void setHeaders(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.addHeader("Vary", "Accept-Encoding");
    }

    /** Everything comes from the site itself, and nothing stands in the page but data. */
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self';"
            + " form-action 'self'; frame-ancestors 'self'";
}
