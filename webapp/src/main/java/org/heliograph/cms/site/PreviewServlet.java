package org.heliograph.cms.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.address.Addresses;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.VirtualUri;
import org.heliograph.cms.delivery.Links;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.media.Media;
import org.heliograph.cms.published.PublishedIndex;
import org.heliograph.cms.security.PreviewLinks;
import org.heliograph.cms.security.PreviewLinks.Preview;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.site.PageMaker.Made;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;
import org.heliograph.host.ConsentTexts;
import org.heliograph.host.PublishedItem;
import org.heliograph.template.TemplateFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a draft to whoever has a link that was signed for it: the page that the item would have if it were published now,
 * with everything else as it is published. Nothing of it may be kept, found by search engines, or sent anywhere.
 */
public final class PreviewServlet extends RestServlet {

    /** What the addresses begin with. */
    public static final String ADDRESS = "/.preview";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PreviewServlet.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 8;
    private static final int GONE = 410;

    private static final Pattern PATH =
            Pattern.compile("/([A-Za-z0-9_.-]{1,1000})(?:/dam/jcr:([0-9a-fA-F-]{36})/[^/]*)?");
    private static final Pattern BODY = Pattern.compile("<body\\b[^>]*>");
    private static final Pattern HEAD = Pattern.compile("<head\\b[^>]*>");
    private static final String STYLES = "/.resources/heliograph/webresources/preview.css";
    /** Readers of policies are in China, and so are most editors. */
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final transient Host host;
    private final transient Links links;
    private final transient Turns turns = new Turns(AT_ONCE, WAITING, LONGEST);
    private transient volatile PageMaker.Site site;

    /**
     * What of the host takes part.
     *
     * @param previews reads tokens
     * @param view the state of all content but the draft
     * @param lookup tells what speaks of a file
     * @param consents that a contact form asks for
     * @param base what absolute addresses of pages begin with, known when the first request comes
     */
    public record Host(
            PreviewLinks previews,
            ReadModel readModel,
            PublishedIndex published,
            View view,
            Lookup lookup,
            Media media,
            ConsentTexts consents,
            Supplier<String> base) {}

    /** @param definitions to start with */
    public PreviewServlet(Host host, SiteServlet.Settings settings, Definitions definitions) {
        this.host = host;
        this.links = Links.of(settings.baseUrl(), settings.contextPath());
        this.site = siteOf(definitions);
    }

    /** Serves other definitions from the next request on. */
    public void use(Definitions definitions) {
        site = siteOf(definitions);
    }

    private PageMaker.Site siteOf(Definitions definitions) {
        SiteLinks siteLinks = new SiteLinks(definitions.site(), links.contextPath(), links);
        return new PageMaker.Site(definitions, siteLinks, new Scripts(definitions));
    }

    @Override
    public void destroy() {
        turns.close();
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD");
        }
        setHeaders(response);
        Matcher path = PATH.matcher(Optional.ofNullable(request.getPathInfo()).orElse(""));
        Optional<Preview> preview = path.matches() ? host.previews().read(path.group(1)) : Optional.empty();
        if (preview.isEmpty()) {
            send(request, response, 404, Faults.page(404, request.getLocale()));
        } else if (host.previews().isOver(preview.get())) {
            send(request, response, GONE, Faults.page(GONE, preview.get().language()));
        } else {
            show(request, response, preview.get(), path.group(1), Optional.ofNullable(path.group(2)));
        }
    }

    private void show(
            HttpServletRequest request,
            HttpServletResponse response,
            Preview preview,
            String token,
            Optional<String> asset)
            throws IOException, RepositoryException {
        Optional<PublishedItem> item = host.published().draft(preview.workspace(), preview.id());
        Optional<String> address = item.flatMap(draft -> address(draft, preview.language()));
        if (address.isEmpty()) {
            send(request, response, 404, Faults.page(404, preview.language()));
            return;
        }
        Draft draft = new Draft(
                preview.workspace(),
                item.get().path(),
                id -> mentions(item.get(), id),
                links.contextPath() + ADDRESS + "/" + token);
        if (asset.isPresent()) {
            sendFile(request, response, preview, draft, asset.get());
        } else {
            sendPage(request, response, preview, draft, item.get(), address.get());
        }
    }

    /** Where an item's page is or would be, decoded. */
    private static Optional<String> address(PublishedItem item, Locale language) {
        Optional<String> path = item.workspace().equals(SiteLinks.WEBSITE)
                ? Addresses.ofPage(item, language)
                : Addresses.of(item, language).filter(each -> each.indexOf('?') < 0);
        return path.map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8));
    }

    private boolean mentions(PublishedItem item, String id) {
        Draft own = new Draft(item.workspace(), item.path(), any -> false, "");
        return host.lookup().mentioning(id).stream()
                .anyMatch(found -> found.view() == View.WORKING
                        && own.holds(found.workspace(), found.node().path()));
    }

    private void sendFile(
            HttpServletRequest request, HttpServletResponse response, Preview preview, Draft draft, String asset)
            throws IOException, RepositoryException {
        if (!draft.mentions().test(asset) || !host.media().sendWorking(asset, request, response)) {
            send(request, response, 404, Faults.page(404, preview.language()));
        }
    }

    private void sendPage(
            HttpServletRequest request,
            HttpServletResponse response,
            Preview preview,
            Draft draft,
            PublishedItem item,
            String address)
            throws IOException {
        PageMaker.Site now = site;
        PageMaker maker = new PageMaker(
                host.readModel(),
                (snapshot, view, answer) ->
                        new TemplateFunctions(host.published().over(snapshot, item), answer, host.consents()),
                host.base());
        try {
            Made made = turns.take(
                    () -> maker.make(now, asked(now, address), host.view(), Rights.NONE, Optional.of(draft)));
            if (made.status() != 200 || made.answer().isEmpty()) {
                int status = made.status() == 500 ? 500 : 404;
                send(request, response, status, Faults.page(status, preview.language()));
                return;
            }
            String page = new String(made.answer().get().joined(), StandardCharsets.UTF_8);
            send(request, response, 200, marked(page, preview));
        } catch (Turns.BusyException e) {
            response.setHeader("Retry-After", String.valueOf(LONGEST.toSeconds()));
            send(request, response, 503, Faults.page(503, preview.language()));
        } catch (ExecutionException e) {
            LOG.error("The preview of {} {} cannot be shown", draft.workspace(), draft.path(), e.getCause());
            send(request, response, 500, Faults.page(500, preview.language()));
        }
    }

    /** The request for the page at the address, by way of the mappings that lead there. */
    private static PageRequest asked(PageMaker.Site site, String path) {
        PageAddress address = PageAddress.parse(path, site.definitions().site().i18n());
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        PageAddress answered = SiteServlet.target(site, address, "")
                .filter(target -> target.mapping().kind() == VirtualUri.Kind.FORWARD)
                .map(target -> {
                    String[] parts = target.uri().split("\\?", 2);
                    parameters.putAll(parts.length > 1 ? SiteServlet.parsed(parts[1]) : Map.of());
                    return address.at(parts[0]);
                })
                .orElse(address);
        return new PageRequest(answered, "", "", parameters, "anonymous", false, false);
    }

    /** Says what it is, to people and to robots. */
    private String marked(String page, Preview preview) {
        String head = "<meta name=\"robots\" content=\"noindex, nofollow\">\n<link rel=\"stylesheet\" href=\""
                + Escapes.escape(links.contextPath() + STYLES) + "\">\n";
        return after(HEAD, after(BODY, page, banner(preview)), head);
    }

    private static String after(Pattern tag, String page, String addition) {
        Matcher found = tag.matcher(page);
        return found.find() ? page.substring(0, found.end()) + "\n" + addition + page.substring(found.end()) : page;
    }

    private static String banner(Preview preview) {
        Locale language = preview.language();
        return "<div class=\"preview-banner\" role=\"status\"><p>"
                + Escapes.escape(Faults.text("preview.banner", language)) + " <time datetime=\"" + preview.ends()
                + "\">" + Escapes.escape(written(preview.ends(), language)) + "</time></p></div>\n";
    }

    private static String written(Instant moment, Locale language) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(language.getLanguage().equals("zh") ? Locale.CHINA : Locale.UK)
                        .format(moment.atZone(CHINA))
                + " UTC+8";
    }

    private static void setHeaders(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'none';"
                        + " frame-ancestors 'self'");
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, int status, String page)
            throws IOException {
        byte[] html = page.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(html);
        }
    }
}
