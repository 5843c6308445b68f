using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Tests.Running;

namespace Ledger.Transparency.Tests;

/// <summary>
/// The third verifier, the script by which a page checks a bundle in the reader's own browser, says the same: in a Chromium without
/// windows (<c>LEDGER_TEST_CHROMIUM</c>), on files that are served here. No system runs.
/// </summary>
public sealed class BrowserCheckerTests
{
    private const string Page =
        """
        <!doctype html><meta charset="utf-8"><title>checker</title><script type="module">
        let said = [];
        try {
          const { verify } = await import("/bundle-check.js");
          for (const { policy, bundle } of await (await fetch("/cases")).json()) {
            const verdict = await verify(Uint8Array.from(atob(bundle), c => c.charCodeAt(0)), policy);
            said.push({ kind: verdict.kind, standing: verdict.outcome.standing, codes: verdict.kind === 3 ? [] : verdict.findings.map(finding => finding.code) });
          }
        } catch (failure) { said.push({ kind: -1, standing: String(failure.stack), codes: [] }); }
        await fetch("/said", { method: "POST", body: JSON.stringify(said) });
        </script>
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private sealed record Said(int Kind, string Standing, IReadOnlyList<string> Codes);

    [Fact]
    public async Task The_browser_says_the_same_about_every_bundle_policy_and_attack()
    {
        var program = Environment.GetEnvironmentVariable("LEDGER_TEST_CHROMIUM");
        if (string.IsNullOrEmpty(program)) Assert.Skip("LEDGER_TEST_CHROMIUM is not set. Run the tests with ./ledger test, which installs Chromium.");
        var said = await BrowseAsync(program, VerifierCases.All);
        Assert.DoesNotContain(said, one => one.Kind < 0);
        Assert.Equal(VerifierCases.All.Count, said.Count);
        foreach (var (one, browser) in VerifierCases.All.Zip(said))
        {
            var (code, found) = one.Said();
            Assert.True(code == browser.Kind, $"{one.Name}: {code}, but the browser {browser.Kind} {string.Join(' ', browser.Codes)}");
            Assert.Equal(found, browser.Codes.Order(StringComparer.Ordinal));
            // It never calls proven what it could not check.
            if (code == 0) Assert.Equal("signed", browser.Standing);
        }
    }

    private static async Task<IReadOnlyList<Said>> BrowseAsync(string program, IEnumerable<VerifierCase> cases)
    {
        using var listener = new HttpListener();
        var address = FreePort.Address().ToString();
        listener.Prefixes.Add(address);
        listener.Start();
        var profile = Directory.CreateTempSubdirectory("ledger-browser");
        using var browser = Process.Start(new ProcessStartInfo(
            program, ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", $"--user-data-dir={profile.FullName}", "--remote-debugging-port=0", address])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        browser.OutputDataReceived += (_, _) => { };
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginOutputReadLine();
        browser.BeginErrorReadLine();
        try
        {
            return await AnsweredAsync(listener, cases).WaitAsync(Patience);
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync();
            profile.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Said>> AnsweredAsync(HttpListener listener, IEnumerable<VerifierCase> cases)
    {
        while (true)
        {
            var context = await listener.GetContextAsync();
            using var response = context.Response;
            switch (context.Request.Url!.AbsolutePath)
            {
                case "/":
                    await WriteAsync(response, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page));
                    break;
                case "/bundle-check.js":
                    await WriteAsync(response, "text/javascript; charset=utf-8", await File.ReadAllBytesAsync(Repository.File("services", "Portal", "Web", "bundle-check.js")));
                    break;
                case "/cases":
                    await WriteAsync(response, "application/json", JsonSerializer.SerializeToUtf8Bytes(cases.Select(one => new { policy = one.Policy, bundle = Convert.ToBase64String(one.Bundle) })));
                    break;
                case "/said":
                    return (await JsonSerializer.DeserializeAsync<List<Said>>(context.Request.InputStream, JsonSerializerOptions.Web))!;
                default:
                    response.StatusCode = (int)HttpStatusCode.NotFound;
                    break;
            }
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, string type, byte[] body)
    {
        response.ContentType = type;
        await response.OutputStream.WriteAsync(body);
    }
}
