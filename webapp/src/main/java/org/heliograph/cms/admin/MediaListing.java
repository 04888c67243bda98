package org.heliograph.cms.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.PathRule;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.ProblemException;

/** Finds assets and their folders, for who may read them. */
final class MediaListing {

    private static final String WORKSPACE = "dam";
    private static final String ASSET = "mgnl:asset";
    private static final String FOLDER = "mgnl:folder";

    private final ReadModel readModel;

    /**
     * What is there.
     *
     * @param total of folders and assets together
     * @param folders of this page
     * @param assets identifiers of those of this page
     */
    record Found(long total, List<NodeSnapshot> folders, List<String> assets) {}

    MediaListing(ReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * The children of a folder in their order; with words, the assets at any depth that hold all of them, the latest first.
     *
     * @throws ProblemException 404 if there is no such folder
     */
    Found find(Rights rights, String folder, Optional<String> words, int offset, int limit) {
        try (Snapshot snapshot = readModel.acquire()) {
            return words.isPresent()
                    ? search(snapshot, rights, folder, words.get(), offset, limit)
                    : children(snapshot, rights, folder, offset, limit);
        }
    }

    private static Found children(Snapshot snapshot, Rights rights, String folder, int offset, int limit) {
        NodeSnapshot parent = snapshot.byPath(View.WORKING, WORKSPACE, folder)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
        List<NodeSnapshot> readable =
                snapshot.children(View.WORKING, WORKSPACE, parent, List.of(FOLDER, ASSET), false).stream()
                        .filter(child -> rights.mayRead(WORKSPACE, child.path()))
                        .toList();
        List<NodeSnapshot> folders = new ArrayList<>();
        List<String> assets = new ArrayList<>();
        // Folders first, as in every list of files.
        Stream.concat(
                        readable.stream().filter(each -> !isAsset(each)),
                        readable.stream().filter(MediaListing::isAsset))
                .skip(offset)
                .limit(limit)
                .forEach(each -> {
                    if (isAsset(each)) {
                        assets.add(each.id());
                    } else {
                        folders.add(each);
                    }
                });
        return new Found(readable.size(), folders, assets);
    }

    private static boolean isAsset(NodeSnapshot node) {
        return node.isOfType(List.of(ASSET), false);
    }

    private static Found search(Snapshot snapshot, Rights rights, String folder, String words, int offset, int limit) {
        String text = plain(words);
        if (text.isEmpty()) {
            return new Found(0, List.of(), List.of());
        }
        Search search = new Search(
                        View.WORKING,
                        WORKSPACE,
                        List.of(ASSET),
                        false,
                        folder.equals("/") ? "" : folder,
                        List.of(),
                        text,
                        List.of(new Search.Order("mgnl:lastModified", true)),
                        offset,
                        limit)
                .among(rules(rights));
        Hits hits = snapshot.search(search);
        return new Found(hits.total(), List.of(), hits.ids());
    }

    private static List<PathRule> rules(Rights rights) {
        return rights.readRules(WORKSPACE)
                .map(rules -> rules.stream()
                        .map(rule -> new PathRule(rule.pattern(), rule.readable()))
                        .toList())
                .orElse(PathRule.ALL);
    }

    /** Letters and digits only, so that no character has a meaning of its own; the beginning of a word is enough. */
    private static String plain(String words) {
        return Stream.of(words.split("[^\\p{L}\\p{M}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.matches("\\p{ASCII}+") ? word + "*" : word)
                .collect(Collectors.joining(" "));
    }
}
