package org.heliograph.cms.site;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What scripts cannot do, whoever wrote them. */
class ScriptSecurityTest {

    private static final Map<String, String> REFUSED = refused();

    @TempDir
    private static Path directory;

    private static TestSite site;

    private static Map<String, String> refused() {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("new", "${\"freemarker.template.utility.Execute\"?new()(\"id\")}");
        scripts.put("new-model", "${\"freemarker.template.utility.ObjectConstructor\"?new()(\"java.io.File\", \"/\")}");
        scripts.put("jython", "${\"freemarker.template.utility.JythonRuntime\"?new()}");
        scripts.put("api", "${content?api.class}");
        scripts.put("api-of-functions", "${hgfn?api.class}");
        scripts.put("class", "${hgfn.class}");
        scripts.put("get-class", "${hgfn.getClass().getName()}");
        scripts.put("class-loader", "${hgfn.class.protectionDomain.classLoader}");
        scripts.put("hash-code", "${hgfn.hashCode()}");
        scripts.put("locale-class", "${state.locale.class}");
        scripts.put("locale-static", "${state.locale.getAvailableLocales()?size}");
        scripts.put("string-class", "${content.title.class}");
        scripts.put("statics", "${statics[\"java.lang.System\"].getenv(\"PATH\")}");
        scripts.put("request", "${ctx.request.method}");
        scripts.put("session", "${content.getJCRNode().session.userID}");
        scripts.put("node-session", "${cmsfn.asJCRNode(content).session}");
        scripts.put("yaml", "[#include \"/acme/module.yaml\"]");
        scripts.put("yaml-above", "[#include \"/acme/templates/../module.yaml\"]");
        scripts.put("file", "[#include \"file:///etc/passwd\"]");
        scripts.put("above", "[#include \"/../../../../../../etc/passwd\"]");
        scripts.put("web", "[#include \"http://127.0.0.1/x.ftl\"]");
        scripts.put("includes-itself", "[#include \"/acme/templates/pages/includes-itself.ftl\"]");
        scripts.put("calls-itself", "[#macro again][@again/][/#macro][@again/]");
        scripts.put("too-large", "[#list 1..100000 as x]${\"0123456789\"?right_pad(1000)}[/#list]");
        scripts.put("malformed", "[#list 1..3 as x]");
        scripts.put("unknown-function", "${cmsfn.noSuchFunction(content)}");
        scripts.put("wrong-argument", "${cmsfn.link(3)}");
        scripts.put("unknown-parameter", "[@cms.area nam=\"main\"/]");
        return scripts;
    }

    @BeforeAll
    static void start() throws Exception {
        site = new TestSite(directory)
                .page("good", "good ${content.title}")
                .page("endless", "[#list 1.. as x][#assign y = x]${''}[/#list]")
                .page("endless-quietly", "[#list 1.. as x][#if x lt 0]x[/#if][/#list]")
                .template("includes/endless", "[#macro run][#list 1.. as x][#if x lt 0]x[/#if][/#list][/#macro]", "")
                .page("endless-by-import", "[#import \"/acme/templates/includes/endless.ftl\" as other][@other.run /]")
                .page("endless-by-include", "[#include \"/acme/templates/includes/endless.ftl\"][@run /]");
        for (Map.Entry<String, String> each : REFUSED.entrySet()) {
            site.page(each.getKey(), each.getValue());
        }
        site.start(directory);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static Stream<String> names() {
        return REFUSED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aScriptReachesNothingButItsObjects(String name) {
        HttpResponse<String> visitor = site.get("/en/" + name);
        HttpResponse<String> editor = site.getAsEditor("/en/" + name);

        assertThat(visitor.statusCode()).isEqualTo(500);
        assertThat(visitor.body())
                .contains("This page cannot be shown")
                .doesNotContain("acme/templates", "freemarker", "root:", "uid=");
        assertThat(editor.statusCode()).isEqualTo(500);
        assertThat(editor.body()).contains("A script of this page failed").doesNotContain("root:x", "uid=");
        assertThat(site.get("/en/good").body()).isEqualTo("good good");
    }

    @Test
    void anEditorIsToldWhereAScriptFails() {
        assertThat(site.getAsEditor("/en/unknown-function").body())
                .contains("acme/templates/pages/unknown-function.ftl", "1:3", "cmsfn.noSuchFunction");
        assertThat(site.getAsEditor("/zh/malformed").body())
                .contains("lang=\"zh\"", "此页面的脚本出错", "acme/templates/pages/malformed.ftl");
    }

    @Test
    void anEndlessScriptEndsAndOthersAreAnsweredMeanwhile() {
        for (String name : new String[] {"endless", "endless-quietly", "endless-by-import", "endless-by-include"}) {
            HttpResponse<String> answer = site.get("/en/" + name);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("Please try again in a moment");
        }
        assertThat(site.get("/en/good").statusCode()).isEqualTo(200);
        assertThat(Thread.getAllStackTraces().entrySet().stream()
                        .filter(each -> each.getKey().getName().startsWith("page-"))
                        .flatMap(each -> Stream.of(each.getValue()))
                        .map(StackTraceElement::getClassName))
                .as("scripts under way")
                .noneMatch(name -> name.startsWith("freemarker."));
    }
}
