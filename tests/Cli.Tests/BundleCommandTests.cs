using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ledger.Cli.Bundles;
using Ledger.Cli.Connection;
using Ledger.Cli.Tests.Connection;

namespace Ledger.Cli.Tests;

public sealed class BundleCommandTests : IDisposable
{
    private const string Run = "0198f0a1-0000-7000-8000-00000000000a";

    private static readonly string[] Connection = ["--gateway", "http://127.0.0.1:1", "--password-file", "p"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-bundle");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(Run + " --consortium taihu", "audit/bundles/" + Run, "li", Run + ".ledger-bundle.json")]
    [InlineData(Run + " --consortium taihu --party E/1 --person lin", "audit/bundles/" + Run + "?party=E%2F1", "lin", Run + "-E-1.ledger-bundle.json")]
    [InlineData(Run + " --consortium taihu --case c/7 --out x.json", "audit/bundles/" + Run + "?case=c%2F7", "li", "x.json")]
    [InlineData("complete --consortium taihu", "audit/bundles/complete", "li", "taihu.ledger-bundle.json")]
    [InlineData("complete --consortium taihu --from 12 --to 40", "audit/bundles/complete?from=12&to=40", "li", "taihu-12-to-40.ledger-bundle.json")]
    [InlineData("complete --consortium taihu --to 2025-03-31", "audit/bundles/complete?to=2025-03-31", "li", "taihu-2025-03-31.ledger-bundle.json")]
    public void What_is_said_is_asked_for(string line, string address, string person, string file)
    {
        var given = BundleArguments.Read([.. line.Split(' '), .. Connection], out var problem);
        Assert.Null(problem);
        Assert.Equal((address, person, file), (given!.Address, given.Person, given.Out));
    }

    // What cannot be opened leaves nothing behind: neither a file nor a bundle without the fields that were asked for.
    [Theory]
    [InlineData("[]", "{\"entries\":[]}")]
    [InlineData("[{\"value\":1}]", "{}")]
    [InlineData("no", "{}")]
    public async Task Fields_that_cannot_be_put_in_are_refused(string opened, string bundle)
    {
        using var gateway = new Gateway(Encoding.UTF8.GetBytes(bundle));
        var (password, open, file) = (Path.Combine(_folder.FullName, "password"), Path.Combine(_folder.FullName, "opened.json"), Path.Combine(_folder.FullName, "bundle.json"));
        await File.WriteAllTextAsync(password, FakeProvider.Password, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(open, opened, TestContext.Current.CancellationToken);
        var (code, _, error) = await RunAsync([Run, "--consortium", "taihu", "--person", "lin", "--open", open, "--gateway", gateway.Address, "--password-file", password, "--out", file]);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("披露", error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("--consortium taihu")]
    [InlineData(Run)]
    [InlineData(Run + " " + Run + " --consortium taihu")]
    [InlineData("run --consortium taihu")]
    [InlineData(Run + " --consortium taihu --from 3")]
    [InlineData("complete --consortium taihu --party E1")]
    [InlineData("complete --consortium taihu --from 0")]
    [InlineData("complete --consortium taihu --from -3")]
    [InlineData("complete --consortium taihu --to 2025-02-30")]
    [InlineData(Run + " --consortium taihu --quickly")]
    public async Task What_is_missing_or_unknown_is_said(string line)
    {
        var (code, output, error) = await RunAsync([.. line.Split(' '), .. Connection]);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("ledger-cli bundle", error, StringComparison.Ordinal);
        Assert.Contains(error, c => c is >= '\u4e00' and <= '\u9fff');
    }

    [Fact]
    public async Task A_bundle_is_written_byte_for_byte_and_the_way_to_verify_it_is_said()
    {
        byte[] bundle = [.. Encoding.UTF8.GetBytes("""{"entries":[]}"""), 0xff];
        using var gateway = new Gateway(bundle);
        // A browser that is signed in is not asked again: another address is another browser.
        using var strict = new Gateway(bundle) { Refuses = true };
        using var third = new Gateway(bundle);
        var password = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(password, FakeProvider.Password, TestContext.Current.CancellationToken);
        var file = Path.Combine(_folder.FullName, "it's.json");
        await File.WriteAllTextAsync(file, "an older and longer bundle that was here", TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync(Given(gateway, file));
        Assert.True(code == ExitCode.Success, error);
        Assert.Equal(bundle, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal($"/api/v1/consortia/taihu/audit/bundles/{Run}?party=E1", gateway.Asked);
        Assert.Contains($"./ledger verify '{_folder.FullName}/it'\\''s.json' --policy POLICY", output, StringComparison.Ordinal);

        // Refused by the service: its code is said, and the file stays as it was.
        (code, output, error) = await RunAsync(Given(strict, file));
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.Contains("bundle.other-party", error, StringComparison.Ordinal);
        Assert.Equal(bundle, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

        // Where nothing can be written, nothing is left behind.
        (code, output, _) = await RunAsync(Given(third, Path.Combine(_folder.FullName, "no", "such", "folder.json")));
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Equal(["it's.json", "password"], _folder.GetFiles().Select(one => one.Name).Order(StringComparer.Ordinal));

        string[] Given(Gateway at, string to) =>
            [Run, "--consortium", "taihu", "--party", "E1", "--person", "lin", "--gateway", at.Address, "--password-file", password, "--out", to];
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var patience = new Patience(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50));
        var code = await new BundleCommand(patience).RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Gateway and provider at one address.</summary>
    private sealed class Gateway : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly FakeProvider _provider = new();
        private readonly HttpMessageInvoker _invoker;
        private readonly byte[] _bundle;

        public Gateway(byte[] bundle)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            (_bundle, _invoker) = (bundle, new HttpMessageInvoker(_provider));
            _provider.Redirect = parameters => new Dictionary<string, string>(parameters) { ["iss"] = Address };
            _listener.Prefixes.Add($"{Address}/");
            _listener.Start();
            _ = Task.Run(LoopAsync);
        }

        public string Address { get; }

        public string? Asked { get; private set; }

        public bool Refuses { get; init; }

        public void Dispose()
        {
            _listener.Close();
            _invoker.Dispose();
        }

        private async Task LoopAsync()
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                await AnswerAsync(context);
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            var (request, response) = (context.Request, context.Response);
            var path = request.Url!.AbsolutePath;
            if (path == Issuer.ResourcePath) await SendAsync(response, new { authorization_servers = new[] { Address } });
            else if (path == "/.well-known/openid-configuration")
                await SendAsync(response, new { issuer = Address, authorization_endpoint = $"{Address}/connect/authorize", token_endpoint = $"{Address}/connect/token" });
            else if (path.StartsWith("/api/", StringComparison.Ordinal))
            {
                Asked = request.RawUrl;
                if (Refuses) response.StatusCode = 403;
                if (Refuses) await SendAsync(response, new { code = "bundle.other-party", title = "No." });
                else await SendAsync(response, _bundle);
            }
            else await ProvideAsync(request, response);
        }

        private async Task ProvideAsync(HttpListenerRequest request, HttpListenerResponse response)
        {
            using var reader = new StreamReader(request.InputStream);
            using var asked = new HttpRequestMessage(new HttpMethod(request.HttpMethod), request.Url)
            {
                Content = new StringContent(await reader.ReadToEndAsync()),
            };
            using var answer = await _invoker.SendAsync(asked, CancellationToken.None);
            response.StatusCode = (int)answer.StatusCode;
            if (answer.Headers.Location is { } to) response.Headers["Location"] = to.OriginalString;
            await SendAsync(response, await answer.Content.ReadAsByteArrayAsync());
        }

        private static Task SendAsync(HttpListenerResponse response, object body) => SendAsync(response, JsonSerializer.SerializeToUtf8Bytes(body));

        private static async Task SendAsync(HttpListenerResponse response, byte[] bytes)
        {
            response.ContentLength64 = bytes.Length;
            await response.OutputStream.WriteAsync(bytes);
            response.Close();
        }
    }
}
