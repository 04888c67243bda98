package org.heliograph.cms.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.index.TextHits;
import org.heliograph.cms.index.TextSearch;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.Body;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/**
 * Answers {@code /.rest/search/v1?q=}: one box for Chinese, pinyin, English and codes over all items that delivery shows;
 * and {@code /.rest/search/v1/suggest?q=}: titles that begin so.
 */
public final class SearchServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}\\p{Cf}]*");
    private static final int MAX_GRAPHEMES = 200;
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_SUGGESTIONS = 10;

    private final transient ReadModel readModel;
    private final transient View view;
    private transient volatile Site.I18n i18n;

    /**
     * @param readModel holds the content
     * @param view the state of the content that is searched
     * @param definitions to start with
     */
    public SearchServlet(ReadModel readModel, View view, Definitions definitions) {
        this.readModel = readModel;
        this.view = view;
        this.i18n = definitions.site().i18n();
    }

    /** Takes the languages of other definitions from the next request on. */
    public void use(Definitions definitions) {
        i18n = definitions.site().i18n();
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean suggesting =
                isSuggesting(Optional.ofNullable(request.getPathInfo()).orElse("/"), request);
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD");
        }
        QueryString query =
                QueryString.parse(Optional.ofNullable(request.getQueryString()).orElse(""));
        TextSearch search = search(request, query);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (Snapshot snapshot = readModel.acquire();
                JsonGenerator json = JSON.createGenerator(bytes)) {
            snapshot.showOnly(taken(search.language()));
            json.writeStartObject();
            if (!suggesting) {
                write(json, search, snapshot.find(search));
            }
            if (suggesting || query.first("suggest").filter("true"::equals).isPresent()) {
                writeSuggestions(json, snapshot.suggest(forSuggestions(search, suggesting)));
            }
            json.writeEndObject();
        } catch (InvalidQueryException e) {
            throw new RestException(400, e.code(), e.getMessage());
        } catch (IndexBehindException e) {
            throw RestException.unavailable(e.getMessage(), DeliveryServlet.RETRY_AFTER);
        }
        send(request, response, bytes, query);
    }

    private static boolean isSuggesting(String path, HttpServletRequest request) {
        return switch (path) {
            case "/" -> false;
            case "/suggest", "/suggest/" -> true;
            default ->
                throw RestException.notFound("Nothing answers " + request.getRequestURI()
                        + ". Ask /.rest/search/v1?q= or /.rest/search/v1/suggest?q=");
        };
    }

    private TextSearch search(HttpServletRequest request, QueryString query) {
        return new TextSearch(
                view,
                text(query),
                types(query),
                language(request, query),
                AccessFilter.callerOf(request).isSuperuser(),
                number(query, "offset", 0),
                Math.min(number(query, "limit", DEFAULT_LIMIT), MAX_LIMIT));
    }

    private static String text(QueryString query) {
        String text = Normalizer.normalize(query.first("q").orElse(""), Normalizer.Form.NFC);
        if (BLANK.matcher(text).matches()) {
            throw RestException.badRequest("Say in the parameter q what to search for.");
        }
        if (GRAPHEME.matcher(text).results().limit(MAX_GRAPHEMES + 1L).count() > MAX_GRAPHEMES) {
            throw RestException.badRequest("The parameter q takes at most " + MAX_GRAPHEMES + " characters.");
        }
        return text;
    }

    private static Set<String> types(QueryString query) {
        return Stream.of(query.first("types").orElse("").split(","))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The enabled language that is nearest to the one asked for. */
    private String language(HttpServletRequest request, QueryString query) {
        Site.I18n languages = i18n;
        Optional<String> header = Optional.ofNullable(request.getHeader("Accept-Language"));
        Locale wanted =
                Language.of(languages, query.first("lang"), header).locale().orElse(languages.defaultLocale());
        return Stream.of(wanted, new Locale(wanted.getLanguage()))
                .filter(languages.locales()::contains)
                .findFirst()
                .orElse(languages.defaultLocale())
                .toString();
    }

    private Set<String> taken(String language) {
        Site.I18n languages = i18n;
        return Language.of(languages, Optional.of(language), Optional.empty()).taken(languages);
    }

    private static int number(QueryString query, String name, int otherwise) {
        Optional<String> value = query.first(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().matches("\\d{1,9}")) {
            throw RestException.badRequest("Parameter " + name + " takes a whole number from 0 to 999999999.");
        }
        return Integer.parseInt(value.get());
    }

    private static TextSearch forSuggestions(TextSearch search, boolean alone) {
        int limit = alone ? Math.min(search.limit(), MAX_SUGGESTIONS) : MAX_SUGGESTIONS;
        return new TextSearch(
                search.view(), search.text(), search.types(), search.language(), search.everything(), 0, limit);
    }

    private static void write(JsonGenerator json, TextSearch search, TextHits found) throws IOException {
        json.writeNumberField("total", found.total());
        json.writeNumberField("offset", search.offset());
        json.writeNumberField("limit", search.limit());
        json.writeArrayFieldStart("results");
        for (TextHits.Hit hit : found.hits()) {
            write(json, hit);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, TextHits.Hit hit) throws IOException {
        json.writeStartObject();
        json.writeStringField("@id", hit.id());
        json.writeStringField("@path", hit.path());
        json.writeStringField("@workspace", hit.workspace());
        json.writeStringField("type", hit.type());
        json.writeStringField("title", hit.title());
        json.writeStringField("summary", hit.summary());
        json.writeObjectFieldStart("highlights");
        for (var highlight : hit.highlights().entrySet()) {
            json.writeStringField(highlight.getKey(), highlight.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("score", hit.score());
        json.writeEndObject();
    }

    private static void writeSuggestions(JsonGenerator json, List<String> suggestions) throws IOException {
        json.writeArrayFieldStart("suggestions");
        for (String suggestion : suggestions) {
            json.writeString(suggestion);
        }
        json.writeEndArray();
    }

    private static void send(
            HttpServletRequest request, HttpServletResponse response, ByteArrayOutputStream bytes, QueryString query)
            throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate, max-age=0");
        if (query.first("lang").isEmpty()) {
            response.addHeader("Vary", "Accept-Language");
        }
        response.setContentLength(bytes.size());
        Body.send(request, response, bytes.toByteArray(), 0, bytes.size());
    }
}
