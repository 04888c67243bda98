package org.heliograph.cms.site;

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
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.definition.VirtualUri;
import org.heliograph.cms.delivery.Answer;
import org.heliograph.cms.delivery.Language;
import org.heliograph.cms.delivery.Links;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.security.Access;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.site.PageMaker.Made;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever no other servlet answers: pages of the site, virtual addresses, and what is not there. */
public final class SiteServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SiteServlet.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int AT_ONCE = 2 * Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int WAITING = 64;
    private static final long MAX_KEPT = Runtime.getRuntime().maxMemory() / 16;

    private static final String READING = "GET, HEAD, OPTIONS";
    private static final String HTML = "text/html";
    private static final String EDITING = "mgnlPreview";

    private final transient View view;
    private final transient Links links;
    private final transient String policy;
    private final transient PageMaker maker;
    private final transient PageAnswers answers;
    private final transient Turns turns = new Turns(AT_ONCE, WAITING, LONGEST);
    private transient volatile PageMaker.Site site;

    /**
     * What an operator decides about pages.
     *
     * @param baseUrl of links in rich text that are absolute, without slash at the end
     * @param contextPath of this host, empty or with a leading slash
     * @param frameAncestors which sites may show pages in frames, as the header names them, such as
     *     {@code 'self' https://editor.acme.example}
     */
    public record Settings(String baseUrl, String contextPath, String frameAncestors) {}

    /**
     * @param readModel holds the content
     * @param view the state of the content that is shown
     * @param functions what scripts have besides Magnolia's objects
     * @param base what absolute addresses of pages begin with, known when the first request comes
     * @param definitions to start with
     */
    public SiteServlet(
            ReadModel readModel,
            View view,
            ScriptFunctions functions,
            Settings settings,
            Supplier<String> base,
            Definitions definitions) {
        this.view = view;
        this.links = Links.of(settings.baseUrl(), settings.contextPath());
        // Everything comes from the site itself, and nothing that runs stands in a page.
        this.policy =
                "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self';"
                        + " frame-ancestors " + settings.frameAncestors();
        this.maker = new PageMaker(readModel, functions, base);
        this.answers = new PageAnswers(readModel, MAX_KEPT);
        this.site = siteOf(definitions);
    }

    /** Serves other definitions from the next request on. */
    public void use(Definitions definitions) {
        site = siteOf(definitions);
        maker.forgetFailures();
    }

    private PageMaker.Site siteOf(Definitions definitions) {
        SiteLinks siteLinks = new SiteLinks(definitions.site(), links.contextPath(), links);
        return new PageMaker.Site(definitions, siteLinks, new Scripts(definitions));
    }

    @Override
    public void destroy() {
        turns.close();
    }

    /**
     * A request with what is known of it.
     *
     * @param address of the page that answers
     * @param sent parameters as the client sent them
     * @param parameters those of a mapping included
     */
    private record Call(
            PageMaker.Site site,
            HttpServletRequest request,
            HttpServletResponse response,
            PageAnswers.Address asked,
            PageAddress address,
            Map<String, List<String>> sent,
            Map<String, List<String>> parameters) {

        Call at(String path, Map<String, List<String>> more) {
            Map<String, List<String>> all = new LinkedHashMap<>(parameters);
            all.putAll(more);
            return new Call(site, request, response, asked, address.at(path), sent, all);
        }

        boolean wantsHtml() {
            String accept = request.getHeader("Accept");
            return accept != null && accept.contains(HTML);
        }

        Caller caller() {
            return AccessFilter.callerOf(request);
        }

        PageRequest pageRequest() {
            return new PageRequest(
                    address,
                    request.getScheme() + "://" + request.getServerName(),
                    Optional.ofNullable(request.getQueryString()).orElse(""),
                    parameters,
                    caller().name(),
                    asked.author(),
                    asked.editing());
        }
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {}
            // Answered with the page, as by Magnolia.
            case "OPTIONS" -> response.setHeader("Allow", READING);
            // In Magnolia too.
            case "POST" ->
                throw new RestException(403, "accessDenied", "Nothing can be sent to a page, which answers " + READING);
            default -> throw RestException.methodNotAllowed(request.getMethod(), READING);
        }
        PageMaker.Site now = site;
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        Map<String, List<String>> parameters = parameters(request);
        PageAnswers.Address asked = asked(now, path, request, parameters);
        // Where a mapping leads follows from the address too, so that it need not be asked first.
        Optional<Answer> kept = answers.find(asked, parameters);
        if (kept.isPresent()) {
            send(request, response, kept.get(), asked.author());
            return;
        }
        Site.I18n i18n = now.definitions().site().i18n();
        if (path.equals("/") && i18n.enabled()) {
            sendHome(i18n, request, response);
            return;
        }
        PageAddress address = PageAddress.parse(path, i18n);
        follow(new Call(now, request, response, asked, address, parameters, parameters));
    }

    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        if (request.getQueryString() == null) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        return parameters;
    }

    /** What a page depends on besides the content and the parameters that it looks at. */
    private PageAnswers.Address asked(
            PageMaker.Site now, String path, HttpServletRequest request, Map<String, List<String>> parameters) {
        Caller caller = AccessFilter.callerOf(request);
        boolean author = !caller.isAnonymous()
                && caller.rights()
                        .may(Permission.CHANGE, SiteLinks.WEBSITE, now.links().home());
        boolean editing = author && parameters.getOrDefault(EDITING, List.of()).contains("false");
        Rights rights = view == View.PUBLISHED ? Rights.NONE : caller.rights();
        return new PageAnswers.Address(now.definitions(), path, rights, author, editing);
    }

    private static void sendHome(Site.I18n i18n, HttpServletRequest request, HttpServletResponse response) {
        Locale language = i18n.defaultLocale();
        try {
            language = Optional.ofNullable(request.getHeader("Accept-Language"))
                    .flatMap(header -> Language.negotiate(i18n.locales(), header))
                    .orElse(language);
        } catch (RestException e) {
            LOG.debug("A header that cannot be read asks for nothing", e);
        }
        response.addHeader("Vary", "Accept-Language");
        redirect(request, response, HttpServletResponse.SC_FOUND, "/" + language + "/");
    }

    /** Goes where a mapping leads, or to the page itself. */
    /** Where the mappings lead from an address. */
    static Optional<VirtualUri.Target> target(PageMaker.Site site, PageAddress address, String query) {
        return site.definitions().virtualUris().stream()
                .flatMap(mapping -> mapping.map(address.uri(), query).stream())
                .reduce((best, other) -> other.weight() > best.weight() ? other : best);
    }

    private void follow(Call call) throws IOException {
        String query = Optional.ofNullable(call.request().getQueryString()).orElse("");
        Optional<VirtualUri.Target> target = target(call.site(), call.address(), query);
        if (target.isEmpty()) {
            answer(call);
            return;
        }
        String uri = target.get().uri();
        switch (target.get().mapping().kind()) {
            case FORWARD -> forward(call, uri);
            case REDIRECT -> redirect(call.request(), call.response(), HttpServletResponse.SC_FOUND, uri);
            case PERMANENT -> redirect(call.request(), call.response(), HttpServletResponse.SC_MOVED_PERMANENTLY, uri);
        }
    }

    /** No mapping is looked for again, so that none can go round in circles. */
    private void forward(Call call, String target) throws IOException {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (path.startsWith("/.")) {
            forwardInside(call, path, target);
        } else {
            answer(call.at(path, question < 0 ? Map.of() : parsed(target.substring(question + 1))));
        }
    }

    /** What a mapping leads to is asked for by whoever asked for the mapping. */
    private static void forwardInside(Call call, String path, String target) throws IOException {
        HttpServletRequest request = call.request();
        RequestDispatcher dispatcher = request.getRequestDispatcher(target);
        boolean isPlain = !path.contains("/../") && !path.contains("/./") && !path.contains(";") && !path.contains("%");
        if (dispatcher == null
                || !isPlain
                || Access.decide(call.caller(), request.getMethod(), path) != Access.Decision.ALLOWED) {
            throw RestException.notFound("There is nothing at " + request.getRequestURI());
        }
        try {
            dispatcher.forward(request, call.response());
        } catch (ServletException e) {
            throw new IOException("What " + path + " leads to failed", e);
        }
    }

    /** The parameters of a query. */
    static Map<String, List<String>> parsed(String query) {
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

    private static void redirect(HttpServletRequest request, HttpServletResponse response, int status, String target) {
        String uri = encoded(target);
        response.setStatus(status);
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
        PageRequest request = call.pageRequest();
        Caller caller = call.caller();
        try {
            Made made = turns.take(() -> {
                Caller.Working working = caller.working();
                try {
                    return maker.make(call.site(), request, view, caller.rights());
                } finally {
                    working.close();
                }
            });
            send(call, request, made);
        } catch (Turns.BusyException e) {
            LOG.warn("{} is not answered: {}", call.address().original(), e.getMessage());
            refuse(call, HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage());
        } catch (ExecutionException e) {
            boolean isBehind = e.getCause() instanceof IndexBehindException;
            LOG.error("{} cannot be answered", call.address().original(), e.getCause());
            refuse(
                    call,
                    isBehind
                            ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                            : HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "The server failed; its log tells more under this request id.");
        }
    }

    private void send(Call call, PageRequest request, Made made) throws IOException {
        if (made.location().isPresent()) {
            redirect(
                    call.request(),
                    call.response(),
                    HttpServletResponse.SC_MOVED_PERMANENTLY,
                    made.location().get());
        } else if (made.answer().isEmpty() || made.status() >= 400 && !call.wantsHtml()) {
            refuse(
                    call,
                    made.status(),
                    "There is nothing to be shown at " + call.request().getRequestURI());
        } else if (made.status() >= 400) {
            call.response().setStatus(made.status());
            setHeaders(call.response());
            made.answer().get().sendWhole(call.request(), call.response());
        } else {
            if (made.mayBeKept()) {
                answers.keep(call.asked(), call.sent(), request, made.answer().get());
            }
            send(
                    call.request(),
                    call.response(),
                    made.answer().get(),
                    call.asked().author());
        }
    }

    private void send(HttpServletRequest request, HttpServletResponse response, Answer answer, boolean author)
            throws IOException {
        setHeaders(response);
        boolean isPublic = view == View.PUBLISHED && !author;
        answer.send(request, response, isPublic ? "no-cache" : "private, no-cache");
    }

    /** Without a page of the site: in plain HTML for people, in JSON for others. */
    private void refuse(Call call, int status, String message) throws IOException {
        HttpServletResponse response = call.response();
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", String.valueOf(RETRY_AFTER.toSeconds()));
        }
        if (!call.wantsHtml()) {
            String code = switch (status) {
                case HttpServletResponse.SC_NOT_FOUND -> "notFound";
                case HttpServletResponse.SC_FORBIDDEN -> "accessDenied";
                default -> "unknown";
            };
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

    private void setHeaders(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.addHeader("Vary", "Accept-Encoding");
    }
}
