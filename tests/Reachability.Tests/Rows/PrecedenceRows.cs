using static BindCheck.Reachability.Tests.Rows.UrlRows;

namespace BindCheck.Reachability.Tests.Rows;

/// <summary>
/// Addresses given to one host in several ways: which wins. The one that nobody reads is at the port 5001 and is not reported.
/// </summary>
internal static class PrecedenceRows
{
    private static readonly Expectation s_ipv4 = "4-", s_both = "46";

    private static readonly Repair[] s_toDual = [new("the host '*'", "46 46 4- 4-"), new("the host '[::]' (fails on hosts without IPv6)", "46 46 4- throws")];

    private static readonly Row[] s_winners =
    [
        Web("Listen beats UseUrls", """
            builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(5000));
            builder.WebHost.UseUrls("http://0.0.0.0:5001");
            """, s_both),
        Web("Listen beats Urls.Add", "builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(5000));", s_both,
            after: "app.Urls.Add(\"http://0.0.0.0:5001\");"),
        Web("Listen beats Run(url)", "builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(5000));", s_both,
            run: "app.Run(\"http://0.0.0.0:5001\");"),
        Web("Listen beats UseUrls with a loopback", """
            builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(5000));
            builder.WebHost.UseUrls("http://localhost:5001");
            """, s_both),
        Web("A named endpoint beats UseUrls", """
            builder.Configuration["Kestrel:Endpoints:Http:Url"] = "http://*:5000";
            builder.WebHost.UseUrls("http://0.0.0.0:5001");
            """, s_both),
        Web("A named endpoint beats Urls.Add", "builder.Configuration[\"Kestrel:Endpoints:Http:Url\"] = \"http://*:5000\";", s_both,
            after: "app.Urls.Add(\"http://0.0.0.0:5001\");"),
        Web("A named endpoint beats Run(url)", "builder.Configuration[\"Kestrel:Endpoints:Http:Url\"] = \"http://*:5000\";", s_both,
            run: "app.Run(\"http://0.0.0.0:5001\");"),
        Web("PreferHostingUrls(true): UseUrls beats a named endpoint", """
            builder.Configuration["Kestrel:Endpoints:Http:Url"] = "http://0.0.0.0:5001";
            builder.WebHost.UseUrls("http://*:5000").PreferHostingUrls(true);
            """, s_both),
        Web("PreferHostingUrls(true): UseUrls beats Listen", """
            builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Any, 5001));
            builder.WebHost.UseUrls("http://*:5000").PreferHostingUrls(true);
            """, s_both),
        Web("The second UseUrls replaces the first", """
            builder.WebHost.UseUrls("http://0.0.0.0:5001");
            builder.WebHost.UseUrls("http://*:5000");
            """, s_both),
        Web("Urls.Add beats UseUrls", "builder.WebHost.UseUrls(\"http://0.0.0.0:5001\");", s_both, after: "app.Urls.Add(\"http://*:5000\");"),
        Web("Run(url) beats Urls.Add", "", s_both, after: "app.Urls.Add(\"http://0.0.0.0:5001\");", run: "app.Run(\"http://*:5000\");"),
        // They set the same key, so the last one wins.
        Web("UseUrls beats the configuration before it", """
            builder.Configuration["urls"] = "http://0.0.0.0:5001";
            builder.WebHost.UseUrls("http://*:5000");
            """, s_both),
        Web("UseUrls beats UseSetting before it", """
            builder.WebHost.UseSetting("urls", "http://0.0.0.0:5001");
            builder.WebHost.UseUrls("http://*:5000");
            """, s_both),
        Web("The configuration beats UseUrls before it", """
            builder.WebHost.UseUrls("http://0.0.0.0:5001");
            builder.Configuration["urls"] = "http://*:5000";
            """, s_both),
        Web("The application's configuration beats UseUrls", "builder.WebHost.UseUrls(\"http://0.0.0.0:5001\");", s_both,
            after: "app.Configuration[\"urls\"] = \"http://*:5000\";"),
        Web("UseSetting beats UseUrls before it", """
            builder.WebHost.UseUrls("http://0.0.0.0:5001");
            builder.WebHost.UseSetting("urls", "http://*:5000");
            """, s_both),
        Web("UseUrls beats the environment", "builder.WebHost.UseUrls(\"http://*:5000\");", s_both,
            first: "Environment.SetEnvironmentVariable(\"ASPNETCORE_URLS\", \"http://0.0.0.0:5001\");"),
    ];

    internal static readonly Row[] All =
    [
        .. s_winners,
        // The same programs, asked at the port of the loser.
        .. s_winners.Select(row => row with { Name = row.Name + ", which is not open", Program = Swap(row.Program), Reach = "none" }),

        Web("PreferHostingUrls(true): UseUrls is read", """
            builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(5001));
            builder.WebHost.UseUrls({|BIND1001:"http://0.0.0.0:5000"|}).PreferHostingUrls(true);
            """, s_ipv4, s_toDual),
        Web("Listen and a named endpoint, both open", """
            builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(5001));
            builder.Configuration["Kestrel:Endpoints:Http:Url"] = {|BIND1001:"http://0.0.0.0:5000"|};
            """, s_ipv4, s_toDual),
        Web("The configuration after UseUrls", """
            builder.WebHost.UseUrls("http://*:5001");
            builder.Configuration["urls"] = {|BIND1001:"http://0.0.0.0:5000"|};
            """, s_ipv4, s_toDual),
        Web("Two of Urls.Add, both open", "", s_ipv4, s_toDual, after: """
            app.Urls.Add("http://*:5001");
            app.Urls.Add({|BIND1001:"http://0.0.0.0:5000"|});
            """),
        Web("A container's environment does not help against UseUrls", "builder.WebHost.UseUrls({|BIND1001:\"http://0.0.0.0:5000\"|});", s_ipv4, s_toDual,
            first: "Environment.SetEnvironmentVariable(\"ASPNETCORE_URLS\", \"http://*:5000\");"),
        Web("The environment alone is read", "", s_both, first: "Environment.SetEnvironmentVariable(\"ASPNETCORE_URLS\", \"http://*:5000\");"),
    ];

    private static string Swap(string program) => program.Replace("5000", "#").Replace("5001", "5000").Replace("#", "5001");
}
