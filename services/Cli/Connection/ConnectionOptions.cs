using Ledger.Rules;

namespace Ledger.Cli.Connection;

/// <summary>Where the running system is and how its people sign in, as the command line says.</summary>
/// <param name="Gateway"><c>--gateway URL</c>.</param>
/// <param name="PasswordFile"><c>--password-file PATH</c>: its first line is the password of every seeded person.</param>
/// <param name="Issuer"><c>--issuer URL</c>; null to ask the gateway.</param>
public sealed record ConnectionOptions(Uri Gateway, string PasswordFile, Uri? Issuer)
{
    /// <summary>For usage lines.</summary>
    public const string Usage = "--gateway URL --password-file PATH [--issuer URL]";

    /// <summary>Takes the connection's options out of the arguments.</summary>
    /// <param name="arguments">All of them; read options are removed.</param>
    /// <param name="problem">What is wrong with them, or null.</param>
    public static ConnectionOptions? Take(Arguments arguments, out Text? problem)
    {
        var gateway = Address(arguments, "--gateway", out problem);
        var issuer = problem is null ? Address(arguments, "--issuer", out problem) : null;
        var passwordFile = arguments.Value("--password-file");
        if (problem is not null) return null;

        if (gateway is null) problem = new("Name the gateway: --gateway URL.", "请指定网关：--gateway URL。");
        else if (passwordFile is null) problem = new("Name the password file: --password-file PATH.", "请指定密码文件：--password-file PATH。");
        return problem is null ? new ConnectionOptions(gateway!, passwordFile!, issuer) : null;
    }

    private static Uri? Address(Arguments arguments, string option, out Text? problem)
    {
        problem = null;
        if (arguments.Value(option) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)) return address;
        problem = new($"{option} has to be an http or https address; it is '{text}'.", $"{option} 必须是 http 或 https 地址，而非“{text}”。");
        return null;
    }
}
