package org.heliograph.cms.transfer;

/**
 * A text of an item in one language and in another one.
 *
 * @param workspace of the item
 * @param id identifier of the item
 * @param path of the item
 * @param field names on the way from the item to the text, such as {@code materials/materials0/part}; of a list each
 *     value has its number behind it: {@code tags/#2}
 * @param label what editors call the field
 * @param rich whether the texts are HTML
 * @param source never empty
 * @param target empty where there is no translation
 */
record TranslatableText(
        String workspace,
        String id,
        String path,
        String field,
        String label,
        boolean rich,
        String source,
        String target) {

    String sourceDigest() {
        return Digests.shortOf(source);
    }

    String targetDigest() {
        return Digests.shortOf(target);
    }

    String itemKey() {
        return workspace + ":" + id;
    }
}
