package org.heliograph.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.host.PublishedContent;
import org.heliograph.message.Message.Origin;
import org.heliograph.message.RefusedException.Fault;

/** Checks where a message says that it was written. */
final class OriginCheck {

    /** Of the items that pages show. */
    static final List<String> WORKSPACES = List.of("products", "policies");

    private static final List<String> UTM = List.of("source", "medium", "campaign", "term", "content");
    private static final Set<String> SCHEMES = Set.of("http", "https", "android-app");
    private static final int MAX_UTM = 200;
    private static final int MAX_ADDRESS = 1000;

    /** One slash in front, and nothing that a browser reads as the beginning of another host. */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[^\\\\\\s\\p{Cntrl}]*");

    private final ObjectNode body;
    private final SentTexts texts;
    private final PublishedContent published;
    private final Locale language;

    OriginCheck(ObjectNode body, SentTexts texts, PublishedContent published, Locale language) {
        this.body = body;
        this.texts = texts;
        this.published = published;
        this.language = language;
    }

    /** Whether a text is a path on this site. */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    Origin origin() throws RepositoryException {
        return new Origin(page(), path(), referrer(), utm());
    }

    private Optional<String> page() throws RepositoryException {
        Optional<String> sent = texts.line("sourcePage", MAX_ADDRESS);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> page =
                References.find(published, WORKSPACES, sent.get(), language).map(PublishedContent.Item::id);
        if (page.isEmpty()) {
            texts.faults().add(Fault.of("sourcePage", "not-published"));
        }
        return page;
    }

    private Optional<String> path() {
        Optional<String> path = texts.line("sourcePath", MAX_ADDRESS);
        if (path.isPresent() && !isPath(path.get())) {
            texts.faults().add(Fault.of("sourcePath", "no-path"));
            return Optional.empty();
        }
        return path.map(OriginCheck::withoutQuery);
    }

    /** Queries may carry what the sender did not mean to tell. */
    private static String withoutQuery(String address) {
        return address.replaceFirst("[?#].*", "");
    }

    private Optional<String> referrer() {
        Optional<String> address = texts.line("referrer", MAX_ADDRESS);
        if (address.isPresent() && !isAddress(withoutQuery(address.get()))) {
            texts.faults().add(Fault.of("referrer", "no-address"));
            return Optional.empty();
        }
        return address.map(OriginCheck::withoutQuery);
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getRawAuthority() != null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private List<String> utm() {
        JsonNode sent = body.path("utm");
        if (sent.isMissingNode() || sent.isNull()) {
            return List.of();
        }
        if (!sent.isObject()) {
            texts.faults().add(Fault.of("utm", "wrong-type"));
            return List.of();
        }
        for (Iterator<String> names = sent.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!UTM.contains(name)) {
                texts.faults().add(Fault.of("utm/" + SentBody.shown(name), "unknown"));
            }
        }
        List<String> parameters = new ArrayList<>();
        for (String name : UTM) {
            texts.line("utm/" + name, sent.path(name), MAX_UTM).ifPresent(value -> parameters.add(name + '=' + value));
        }
        return List.copyOf(parameters);
    }
}
