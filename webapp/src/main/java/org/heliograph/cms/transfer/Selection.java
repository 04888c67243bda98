package org.heliograph.cms.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.JcrNames;

/**
 * What of the content is meant.
 *
 * @param places whole trees, by workspace and path; none lies within another one
 * @param languages of the values, such as {@code zh}; empty for all
 * @param references whether what the items refer to is meant too, and what that refers to
 */
public record Selection(List<Place> places, Set<String> languages, boolean references) {

    /**
     * A tree.
     *
     * @param path absolute path of its topmost node; {@code /} for a whole workspace
     */
    public record Place(String workspace, String path) {

        boolean covers(Place other) {
            return workspace.equals(other.workspace)
                    && (path.equals("/") || other.path.equals(path) || other.path.startsWith(path + "/"));
        }

        @Override
        public String toString() {
            return workspace + ":" + path;
        }
    }

    /**
     * A selection that was asked for.
     *
     * @param workspaces names; with no path either, all workspaces that hold content
     * @param paths written as {@code <workspace>:<path>}
     * @param languages names of languages of the site; none for all
     * @throws TransferException if there is no such workspace or language, or a path cannot be one
     */
    public static Selection of(
            ContentRepository repository,
            Site site,
            List<String> workspaces,
            List<String> paths,
            List<String> languages,
            boolean references)
            throws TransferException {
        List<Place> places = new ArrayList<>();
        for (String workspace : workspaces) {
            places.add(new Place(checkedWorkspace(repository, workspace), "/"));
        }
        for (String path : paths) {
            places.add(place(repository, path));
        }
        if (places.isEmpty()) {
            repository.contentWorkspaces().forEach(workspace -> places.add(new Place(workspace, "/")));
        }
        return new Selection(outermost(places), languages(site, languages), references);
    }

    private static String checkedWorkspace(ContentRepository repository, String workspace) throws TransferException {
        if (!repository.contentWorkspaces().contains(workspace)) {
            throw new TransferException(
                    Finding.at("", "workspace-unknown", workspace, String.join(", ", repository.contentWorkspaces())));
        }
        return workspace;
    }

    private static Place place(ContentRepository repository, String written) throws TransferException {
        int colon = written.indexOf(':');
        String path = written.substring(colon + 1);
        if (colon <= 0 || JcrNames.pathFault(path).isPresent()) {
            throw new TransferException(Finding.at("", "path-malformed", written));
        }
        return new Place(checkedWorkspace(repository, written.substring(0, colon)), path);
    }

    private static List<Place> outermost(List<Place> places) {
        return places.stream()
                .distinct()
                .filter(place -> places.stream().noneMatch(other -> !other.equals(place) && other.covers(place)))
                .sorted(Comparator.comparing(Place::workspace).thenComparing(Place::path))
                .toList();
    }

    private static Set<String> languages(Site site, List<String> asked) throws TransferException {
        List<String> known =
                site.i18n().locales().stream().map(Locale::toString).toList();
        for (String language : asked) {
            if (!known.contains(language)) {
                throw new TransferException(Finding.at("", "language-unknown", language, String.join(", ", known)));
            }
        }
        return new TreeSet<>(asked);
    }

    /** Whether a place lies within the selected trees. */
    boolean covers(Place place) {
        return places.stream().anyMatch(each -> each.covers(place));
    }

    Set<String> workspaces() {
        return places.stream().map(Place::workspace).collect(Collectors.toCollection(TreeSet::new));
    }
}
