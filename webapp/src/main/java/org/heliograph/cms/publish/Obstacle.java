package org.heliograph.cms.publish;

import java.util.List;

/**
 * Why something cannot be published or taken back.
 *
 * @param id of a text in {@code web/problems_*.properties}
 * @param workspace of the item that it is about
 * @param path of that item; its identifier where it has none
 * @param field of the item that is wrong; empty if it is about the item as a whole
 * @param language that is concerned, such as {@code zh}; empty for all
 * @param arguments of the text
 */
public record Obstacle(
        String id, String workspace, String path, String field, String language, List<String> arguments) {

    static Obstacle of(String id, String workspace, String path, String... arguments) {
        return new Obstacle(id, workspace, path, "", "", List.of(arguments));
    }
}
