namespace Ledger.Identity.Web;

/// <summary>Every sentence of the provider's pages, in one language. A sentence missing in a language does not compile.</summary>
public sealed record Words
{
    /// <summary>The words of a language.</summary>
    /// <param name="language"><see cref="Language.En"/> or <see cref="Language.Zh"/>.</param>
    public static Words In(string language) => language == Language.Zh ? Chinese : English;

    public required string Lang { get; init; }
    public required string OtherLang { get; init; }
    public required string OtherLanguage { get; init; }
    public required string Product { get; init; }
    public required string SkipToContent { get; init; }
    public required string SignIn { get; init; }
    public required string SignOut { get; init; }
    public required string Name { get; init; }
    public required string NameHint { get; init; }
    public required string Password { get; init; }
    public required string Problem { get; init; }
    public required string SignInRefused { get; init; }
    public required string TooMany { get; init; }
    public required string FormExpired { get; init; }
    public required string SignedInAs { get; init; }
    public required string NotSignedIn { get; init; }
    public required string RequestRefused { get; init; }
    public required string RequestRefusedHint { get; init; }
    public required string ErrorCode { get; init; }
    public required string Unavailable { get; init; }
    public required string Failed { get; init; }
    public required string Malformed { get; init; }
    public required string TokenMissing { get; init; }
    public required string ForeignConsortium { get; init; }

    private static readonly Words English = new()
    {
        Lang = Language.En,
        OtherLang = Language.Zh,
        OtherLanguage = "中文",
        Product = "Ledger sign-in",
        SkipToContent = "Skip to content",
        SignIn = "Sign in",
        SignOut = "Sign out",
        Name = "Sign-in name",
        NameHint = "person@consortium, for example lin@taihu",
        Password = "Password",
        Problem = "There is a problem",
        SignInRefused = "Name or password is wrong, or this name may not sign in now. After several failures a name is locked for some minutes.",
        TooMany = "Too many failed attempts from this address. Wait some minutes and try again.",
        FormExpired = "The form was open too long. Fill it in again.",
        SignedInAs = "You are signed in as",
        NotSignedIn = "You are not signed in.",
        RequestRefused = "The sign-in request was refused",
        RequestRefusedHint = "The program that sent you here asked for something it may not ask for. Nothing was disclosed to it.",
        ErrorCode = "Error code",
        Unavailable = "Sign-in is not available at the moment. Try again in a minute.",
        Failed = "Something went wrong on our side.",
        Malformed = "The request is malformed or too large.",
        TokenMissing = "Sign in: the request carries no valid access token.",
        ForeignConsortium = "Your sign-in belongs to another consortium.",
    };

    private static readonly Words Chinese = new()
    {
        Lang = Language.Zh,
        OtherLang = Language.En,
        OtherLanguage = "English",
        Product = "Ledger 登录",
        SkipToContent = "跳到正文",
        SignIn = "登录",
        SignOut = "退出登录",
        Name = "登录名",
        NameHint = "人员@联合体，例如 lin@taihu",
        Password = "密码",
        Problem = "出现问题",
        SignInRefused = "登录名或密码不正确，或该登录名目前不能登录。多次失败后，登录名会被锁定几分钟。",
        TooMany = "此地址登录失败次数过多。请等待几分钟后再试。",
        FormExpired = "表单打开时间过长，请重新填写。",
        SignedInAs = "您的登录身份是",
        NotSignedIn = "您尚未登录。",
        RequestRefused = "登录请求被拒绝",
        RequestRefusedHint = "将您转到此处的程序提出了它无权提出的请求。未向其透露任何信息。",
        ErrorCode = "错误代码",
        Unavailable = "登录服务暂时不可用，请一分钟后再试。",
        Failed = "系统内部发生错误。",
        Malformed = "请求格式错误或过大。",
        TokenMissing = "请登录：请求未携带有效的访问令牌。",
        ForeignConsortium = "您的登录属于另一个联合体。",
    };
}
