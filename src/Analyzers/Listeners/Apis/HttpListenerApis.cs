using BindCheck.Reach;

namespace BindCheck.Listeners.Apis;

/// <summary>System.Net.HttpListener (managed outside Windows) and the HTTP.sys server of ASP.NET Core (Windows only).</summary>
internal static class HttpListenerApis
{
    private const string HttpSys = "Microsoft.AspNetCore.Server.HttpSys.";

    internal static readonly ListenerApi[] Rows =
    [
        new("System.Net.HttpListenerPrefixCollection", "Add", "*uriPrefix", Notation.Url, Server.HttpListener) { UrlMap = UrlText.ManagedHttpListener },
        new(HttpSys + "UrlPrefixCollection", "Add", "*prefix", Notation.Url, Server.HttpSys, Repair.Url) { UrlMap = UrlText.HttpSys },
        new(HttpSys + "UrlPrefix", "Create", "*prefix", Notation.Url, Server.HttpSys, Repair.Url) { UrlMap = UrlText.HttpSys },
        new(HttpSys + "UrlPrefix", "Create", "scheme,*host,port,path", Notation.Url, Server.HttpSys) { UrlMap = static host => UrlText.HttpSys("http://" + host) },
        new(HttpSys + "UrlPrefix", "Create", "scheme,*host,portValue,path", Notation.Url, Server.HttpSys) { UrlMap = static host => UrlText.HttpSys("http://" + host) },
    ];
}
