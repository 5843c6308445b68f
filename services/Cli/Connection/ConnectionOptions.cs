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

/// <summary>The arguments of one command, taken one after the other.</summary>
/// <param name="arguments">Without the verb.</param>
public sealed class Arguments(IEnumerable<string> arguments)
{
    private readonly List<string> _left = [.. arguments];

    /// <summary>What nobody has taken.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>Takes <c>name VALUE</c>; null when it is not there.</summary>
    public string? Value(string name)
    {
        var at = _left.IndexOf(name);
        if (at < 0 || at + 1 >= _left.Count) return null;
        var value = _left[at + 1];
        _left.RemoveRange(at, 2);
        return value;
    }

    /// <summary>Takes every <c>name VALUE</c>, in their order.</summary>
    public IReadOnlyList<string> Values(string name)
    {
        var values = new List<string>();
        while (Value(name) is { } value) values.Add(value);
        return values;
    }

    /// <summary>Takes a switch.</summary>
    public bool Flag(string name) => _left.Remove(name);

    /// <summary>Takes every argument that is no option, "-" (standard input) included.</summary>
    public IReadOnlyList<string> Plain()
    {
        var plain = _left.Where(argument => argument == "-" || !argument.StartsWith('-')).ToList();
        _left.RemoveAll(plain.Contains);
        return plain;
    }

    /// <summary>Takes the only argument that is no option; null when there is none or more than one.</summary>
    public string? Single()
    {
        var plain = _left.Where(argument => !argument.StartsWith('-')).ToList();
        if (plain is not [var one]) return null;
        _left.Remove(one);
        return one;
    }
}
