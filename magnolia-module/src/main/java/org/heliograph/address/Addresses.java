package org.heliograph.address;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;

/**
 * Where published items have their pages: {@code /zh/products/tile-hook}. The last part is the slug of the item in the
 * language, or else its slug in the default language, or else the name of its node.
 */
public final class Addresses {

    /** Workspaces whose items have pages of their own, below pages of the same names. */
    public static final List<String> WORKSPACES = List.of("products", "policies");

    /** Page whose children are the pages of the site; no part of their addresses. */
    public static final String ROOT = "/heliograph";

    private static final String TOPICS = "topics";
    private static final String SLUG = "slug";
    private static final String NAME = "@name";
    /** All that a slug or the name of a node may hold, and nothing that means something to an index. */
    private static final Pattern STEP = Pattern.compile("[^/|*?%\\\\:\\[\\]'\"\\s\\p{Cntrl}]{1,200}");

    /** Items in different folders may have the same name. */
    private static final int MOST_NAMESAKES = 10;

    private final Publication published;

    /** @param published where items are looked for */
    public Addresses(Publication published) {
        this.published = published;
    }

    /**
     * The path of an item's page, without context path; of a topic, that of the policies on it.
     *
     * @return empty where it has none in that language
     */
    public static Optional<String> of(PublishedItem item, Locale language) {
        if (!item.languages().contains(language)) {
            return Optional.empty();
        }
        String step = encoded(step(item, language));
        if (item.workspace().equals(TOPICS)) {
            return Optional.of("/" + language + "/policies?topic=" + step);
        }
        return WORKSPACES.contains(item.workspace())
                ? Optional.of("/" + language + "/" + item.workspace() + "/" + step)
                : Optional.empty();
    }

    /** The path of a page of the site, without context path; empty where it has none in that language. */
    public static Optional<String> ofPage(PublishedItem page, Locale language) {
        boolean isRoot = page.path().equals(ROOT);
        if (!page.languages().contains(language) || !isRoot && !page.path().startsWith(ROOT + "/")) {
            return Optional.empty();
        }
        StringBuilder path = new StringBuilder("/" + language + "/");
        if (!isRoot) {
            String[] steps = page.path().substring(ROOT.length() + 1).split("/");
            path.append(String.join(
                    "/", List.of(steps).stream().map(Addresses::encoded).toList()));
        }
        return Optional.of(path.toString());
    }

    /** What an item's address in a language ends with, not encoded. */
    public static String step(PublishedItem item, Locale language) {
        return item.text(SLUG, language)
                .or(() -> item.text(SLUG, item.standard()))
                .orElseGet(item::name);
    }

    /** One step of a path as it stands in an address. */
    public static String encoded(String step) {
        return URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The item whose address in a language ends so.
     *
     * @param workspace also one whose items have no pages of their own
     * @param step last part of the address, decoded, as a visitor wrote it
     * @throws RepositoryException if nothing can be found at the moment
     */
    public Optional<PublishedItem> item(String workspace, String step, Locale language) throws RepositoryException {
        return find(workspace, step, language).filter(item -> item.languages().contains(language));
    }

    /**
     * The page that is meant by an address that no page has: that of the item in this language whose address ends so in
     * another language, or did so once.
     *
     * @param step last part of the address, decoded, as a visitor wrote it
     * @throws RepositoryException if nothing can be found at the moment
     */
    public Optional<String> instead(String workspace, String step, Locale language) throws RepositoryException {
        if (!isStep(step)) {
            return Optional.empty();
        }
        Optional<String> former = published.formerly(workspace, step, language);
        Optional<PublishedItem> meant =
                former.isPresent() ? published.item(workspace, former.get()) : Optional.<PublishedItem>empty();
        for (Locale other : published.languages()) {
            meant = meant.isPresent() ? meant : find(workspace, step, other);
        }
        return meant.flatMap(item -> of(item, language));
    }

    private Optional<PublishedItem> find(String workspace, String step, Locale language) throws RepositoryException {
        Optional<Publication.Type> type = published.type(workspace);
        if (type.isEmpty() || !isStep(step)) {
            return Optional.empty();
        }
        Set<String> properties = new LinkedHashSet<>(List.of(stored(language), SLUG, NAME));
        for (String property : properties) {
            Query query = new Query(
                    workspace,
                    type.get().nodeType(),
                    Optional.empty(),
                    Map.of(property, Set.of(step)),
                    Map.of(),
                    property.equals(NAME) ? SLUG : property,
                    false,
                    0,
                    MOST_NAMESAKES);
            for (String id : published.in(Optional.empty()).find(query).ids()) {
                Optional<PublishedItem> item = published
                        .item(workspace, id)
                        .filter(found -> step(found, language).equals(step));
                if (item.isPresent()) {
                    return item;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isStep(String step) {
        return STEP.matcher(step).matches();
    }

    private String stored(Locale language) {
        return PublishedItem.stored(SLUG, language, published.languages().get(0));
    }
}
