package org.heliograph.cms.message;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.jcr.RepositoryException;
import org.heliograph.cms.message.Desked.Draft;
import org.heliograph.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyMailTest {

    @TempDir
    private Path directory;

    private GreenMail mails;
    private Desked desk;

    @BeforeEach
    void open() throws RepositoryException, IOException {
        mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        desk = open(mails.getSmtp().getPort());
    }

    private Desked open(int port) throws RepositoryException, IOException {
        return new Desked(
                directory,
                Map.of(
                        "messages.mail.host", "127.0.0.1",
                        "messages.mail.port", String.valueOf(port),
                        "messages.mail.security", "none",
                        "messages.mail.from", "desk@heliograph.example",
                        "messages.mail.signature-zh", "日光科技"));
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
        mails.stop();
    }

    private Message assigned(Draft draft) throws RepositoryException {
        Message message = desk.store(draft);
        desk.act(message, "triage", "");
        desk.act(message, "assign", "\"assignee\":\"li\"");
        return message;
    }

    @Test
    void repliesGoOutInTheLanguageOfTheSender() throws RepositoryException, MessagingException, IOException {
        Message chinese = assigned(Draft.of("zh", "张伟", "请问瓦屋面挂钩多少钱一套？").with("email", "zhang@例子.测试"));
        Message english =
                assigned(Draft.of("en", "Ann", "Where is your factory?").with("email", "ann@example.com"));
        desk.act(chinese, "reply", "\"text\":\"每套 5 元。\"");
        desk.act(english, "reply", "\"text\":\"In Xiamen.\"");
        assertThat(mails.getReceivedMessages()).isEmpty();

        desk.desk().runDue();

        assertThat(mails.getReceivedMessages()).hasSize(2);
        for (MimeMessage mail : mails.getReceivedMessages()) {
            boolean isChinese = mail.getHeader("To", null).startsWith("zhang@xn--");
            assertThat(mail.getHeader("Content-Language", null)).isEqualTo(isChinese ? "zh" : "en");
            assertThat(mail.getSubject()).startsWith(isChinese ? "回复：您的留言" : "Re: your message");
            assertThat(mail.getContent().toString())
                    .contains(isChinese ? "张伟，您好！" : "Dear Ann,")
                    .contains(isChinese ? "每套 5 元。" : "In Xiamen.")
                    .contains(isChinese ? "> 请问瓦屋面挂钩多少钱一套？" : "> Where is your factory?");
            assertThat(mail.getHeader("In-Reply-To")).isNull();
            assertThat(mail.getHeader("Auto-Submitted")).isNull();
        }
        assertThat(now(chinese).handling().replies()).allMatch(Message.Reply::sent);
        assertThat(desk.get("/deliveries").text()).contains(chinese.id()).doesNotContain("zhang");
    }

    private Message now(Message message) throws RepositoryException {
        return desk.messages.find(message.id()).orElseThrow();
    }

    @Test
    void laterRepliesContinueTheThread() throws RepositoryException, MessagingException {
        Message message = assigned(Draft.of("en", "Ann", "Where is your factory?"));
        for (String text : new String[] {"One", "Two", "Three"}) {
            desk.act(message, "reply", "\"text\":\"" + text + "\"");
            desk.desk().runDue();
        }

        MimeMessage[] sent = mails.getReceivedMessages();
        assertThat(sent).hasSize(3);
        assertThat(sent[1].getHeader("In-Reply-To", null)).isEqualTo(sent[0].getMessageID());
        assertThat(sent[2].getHeader("In-Reply-To", null)).isEqualTo(sent[1].getMessageID());
        assertThat(sent[2].getHeader("References", null).split("\\s+"))
                .containsExactly(sent[0].getMessageID(), sent[1].getMessageID());
    }

    @Test
    void aReplyIsSentOnce() throws RepositoryException {
        Message message = assigned(Draft.of("en", "Ann", "Where is your factory?"));
        desk.act(message, "reply", "\"text\":\"In Xiamen.\"");

        desk.desk().runDue();
        desk.clock.forward(Duration.ofDays(1));
        desk.desk().runDue();

        assertThat(mails.getReceivedMessages()).hasSize(1);
    }

    @Test
    void repliesWaitForTheMailServerAndSurviveARestart() throws RepositoryException, IOException {
        desk.close();
        int port = mails.getSmtp().getPort();
        mails.stop();
        desk = open(port);
        Message message = assigned(Draft.of("en", "Ann", "Where is your factory?"));
        desk.act(message, "reply", "\"text\":\"In Xiamen.\"");
        desk.desk().runDue();
        assertThat(now(message).handling().replies()).noneMatch(Message.Reply::sent);
        assertThat(desk.get("/deliveries").json().at("/deliveries/0/outcome").asText())
                .isEqualTo("later");

        desk.close();
        mails = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        desk = open(port);
        desk.desk().runDue();
        assertThat(mails.getReceivedMessages()).as("before its time").isEmpty();
        desk.clock.forward(Duration.ofMinutes(1));
        desk.desk().runDue();

        assertThat(mails.getReceivedMessages()).hasSize(1);
        assertThat(now(message).handling().replies()).allMatch(Message.Reply::sent);
    }

    @Test
    void somebodyWhoLeftNoAddressGetsNoMail() throws RepositoryException {
        Message message = desk.store(new Draft("zh", "张伟", "请打电话给我", Map.of("phone", "+8613800138000"), false));
        desk.act(message, "triage", "");
        desk.act(message, "assign", "\"assignee\":\"li\"");

        assertThat(desk.act(message, "reply", "\"text\":\"已电话答复\"")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("replied");
        desk.desk().runDue();

        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(now(message).handling().replies()).noneMatch(Message.Reply::sent);
    }

    @Test
    void nothingIsSentToSendersBeforeAPersonReplies() throws RepositoryException {
        for (int i = 0; i < 20; i++) {
            desk.store();
            desk.clock.forward(Duration.ofMinutes(10));
            desk.desk().runDue();
        }

        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void anErasedMessageIsNotRepliedTo() throws RepositoryException {
        Message message = assigned(Draft.of("en", "Ann", "Where is your factory?"));
        desk.act(message, "reply", "\"text\":\"In Xiamen.\"");
        desk.act(message, "erase", "\"reason\":\"request\"");

        desk.desk().runDue();

        assertThat(mails.getReceivedMessages()).isEmpty();
    }
}
