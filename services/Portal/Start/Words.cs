using Ledger.Portal.Web;

namespace Ledger.Portal.Start;

/// <summary>Every sentence of the start page.</summary>
public static class Words
{
    public static readonly Text Title = new("Ledger", "Ledger 产教融合账本");
    public static readonly Text SkipToContent = new("Skip to content", "跳到正文");
    public static readonly Text OtherLanguage = new("中文", "English");

    public static readonly Text What = new(
        "A common, market-based, tamper-evident record of an industry-education consortium: what each member brought in, what that is worth, which shared risks struck and who bears the loss, and how the benefits are shared and settled under the signed agreement.",
        "产教联合体共同的、以市场证据为依据、可察觉篡改的账本：各成员投入了什么、价值几何、发生了哪些共担风险及损失由谁承担，以及收益如何依照已签署的协议分配和结算。");

    public static readonly Text Running = new("What is running", "运行状况");
    public static readonly Text Service = new("Service", "服务");
    public static readonly Text Keeps = new("Keeps", "职责");
    public static readonly Text State = new("State", "状态");
    public static readonly Text Interface = new("Interface", "接口");
    public static readonly Text Ready = new("ready", "就绪");
    public static readonly Text NotReady = new("not ready", "未就绪");
    public static readonly Text Document = new("OpenAPI document", "OpenAPI 文档");
    public static readonly Text Of = new("of", "/");
    public static readonly Text SeenAt = new("Seen at", "查看时间");
    public static readonly Text Where = new("Where to go on", "从这里开始");
    public static readonly Text Docs = new("Browse the programming interfaces", "浏览编程接口");
    public static readonly Text SignIn = new("Sign in at", "登录地址");
}
